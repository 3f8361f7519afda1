//! Records from tables and from fact checks of others.

mod claim_review;
mod entities;
mod facts;
mod table;

pub use claim_review::claim_reviews;
pub use table::HeaderFault;

use super::fragment::Fragment;
use super::known::Known;
use super::trial;
use crate::pack::{self, PackFiles, Problems};
use std::collections::BTreeMap;
use table::{Header, Table};

/// What came of an import.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The fact file.
    pub text: String,
    /// How many records it holds, sources aside.
    pub records: usize,
    /// What could not be taken, in order of line.
    pub faults: Vec<Fault>,
    /// What was left out on purpose: how many, by the reason.
    pub left_out: BTreeMap<String, usize>,
}

/// Something that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The line of the table, from 1; none for a review, of which the message tells the number.
    pub line: Option<usize>,
    /// What is wrong, and what was expected.
    pub message: String,
}

/// Why nothing could be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The header names no known columns.
    #[error(transparent)]
    Header(#[from] HeaderFault),
    /// The packs beside which the records are to stand do not load.
    #[error(transparent)]
    Packs(#[from] Problems),
}

/// Reads a table of facts or of entities, and keeps the rows that load beside `packs`.
///
/// # Errors
/// When the header is unknown or the packs do not load.
pub fn table(bytes: &[u8], packs: &[PackFiles]) -> Result<Imported, ImportError> {
    let loaded = pack::load(packs.to_vec())?;
    let known = Known::new(&loaded);
    let table = Table::read(bytes, &known)?;
    let write = |rows: &[table::Row]| match table.header {
        Header::Facts => facts::write(rows, &known),
        Header::Entities => entities::write(rows, &known),
    };
    let mut faults = table.faults;
    let mut rows = table.rows;
    if table.header == Header::Facts {
        rows.retain(|row| facts::is_sound(row, &known, &mut faults));
    }
    let written = loop {
        let written = write(&rows);
        let Err(problems) = trial::load(&written.fragment, packs) else { break written };
        let bad = trial::blamed(&problems, &written.fragment);
        if bad.is_empty() {
            return Err(problems.into());
        }
        faults.extend(bad.iter().map(|(&at, message)| rows[at].fault(message.clone())));
        let mut at = 0;
        rows.retain(|_| {
            at += 1;
            !bad.contains_key(&(at - 1))
        });
    };
    faults.sort();
    let text = written.fragment.text();
    Ok(Imported { text, records: written.records, faults, left_out: BTreeMap::new() })
}

/// What rows became.
struct Written {
    fragment: Fragment,
    records: usize,
}
