//! Typed values, as articles state them and as facts record them, and how they compare.
//!
//! A stated value is a set of possibilities, not a point: "about 90", "January 3", "7:10 pm" each
//! leave something open. Two values agree when their possibilities meet.

mod amount;
mod anchor;
mod clock;
mod date;
mod duration;
mod period;
mod quantity;
mod timex;
mod unit;

pub use amount::{Amount, Measures, Scale};
pub use anchor::{Anchor, Grain, Lean, Viewpoint};
pub use clock::{ClockTime, Zone, offsets};
pub use date::{DateMention, PartialDate, Period, Relation};
pub use duration::{Duration, TimeUnit, months_between};
pub use period::{
    Compared, DatePart, DayPart, Division, Era, Holiday, Number, Origin, PeriodMention, Recurring,
    Season,
};
pub use quantity::{Extent, Interval, Modifier, Quantity};
pub use timex::{is_unspecific, timex_duration, unspecific};
pub use unit::{Dimension, Unit};
