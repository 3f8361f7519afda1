//! Typed values, as articles state them and as facts record them, and how they compare.
//!
//! A stated value is a set of possibilities, not a point: "about 90", "January 3", "7:10 pm" each
//! leave something open. Two values agree when their possibilities meet.

mod clock;
mod date;
mod duration;
mod period;
mod quantity;
mod timex;
mod unit;

pub use clock::{ClockTime, Zone, offsets};
pub use date::{DateMention, PartialDate, Period, Relation};
pub use duration::{Duration, TimeUnit, months_between};
pub use period::{DatePart, DayPart, Division, Number, PeriodMention, Season};
pub use quantity::{Extent, Interval, Modifier, Quantity};
pub use timex::{Lean, Viewpoint, is_unspecific, timex_duration, unspecific};
pub use unit::{Dimension, Unit};
