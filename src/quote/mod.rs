//! Words that somebody said, and words that an article has between quotation marks.
//!
//! Both are read in one [form](Word) that house style does not touch. A [`Transcript`] tells
//! where a quotation stands word for word, and which passages resemble it; an [`Alignment`] tells
//! what differs. Trusted documents are transcripts, and so are the quotes that packs hold.

mod align;
mod judge;
mod quotation;
mod record;
mod said_day;
mod speaker;
mod transcript;
mod word;
mod wording;

pub use align::{Alignment, Change};
pub use judge::{JudgedQuote, QuoteBench, judge_quotes};
pub use quotation::{Quotation, parts, quotations};
pub use record::QuoteRecord;
pub use transcript::{Passage, Transcript};
pub use word::{Word, words};
