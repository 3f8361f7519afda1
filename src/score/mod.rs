//! How much an article's style is like that of generated text: a linear model over what words it
//! chooses.
//!
//! [`Prose`] is what of an article is read, [`Features`] what is seen in a window of it, and
//! [`StyleModel`] weighs that and says how far the weight can be trusted, given the length. The
//! score is advice about a text. It knows nothing of rules, and of its author it says nothing.

mod calibration;
mod feature;
mod fold;
mod hash;
mod model;
mod model_file;
mod prose;
mod style;

pub use calibration::Calibration;
pub use feature::Features;
pub use model::{Margin, Phrase, StyleModel, StyleReading, StyleScore};
pub(crate) use model_file::BUILT_IN_PATH;
pub use model_file::ModelError;
pub use prose::Prose;

#[cfg(test)]
mod tests;
