//! What packs hold to be true, with every reference resolved.

mod amounts;
mod compile;
mod index;
mod model;
mod records;
mod sign;
mod stated;
mod times;

pub use compile::compile;
pub use index::FactIndex;
pub use model::{
    Debunked, Description, Entity, EntityId, Event, EventId, Fact, FactStore, HistoryEntry, Kind,
    Property, PropertyId, Recorded, Role, Source, Speaker, Subject, Term, VerifiedQuote, WordsTerm,
};
pub use records::Records;
pub use sign::Sign;
pub use stated::{StatedAmount, StatedFact, StatedValues, StatedWording, TimeTold, counted};
pub use times::TIME_TOLERANCE;
