//! A table as CSV: a header that says what it holds, and rows.

use super::Fault;
use crate::desk::known::Known;
use std::collections::BTreeMap;

/// The columns of a table of facts; the first three must be there.
const FACTS: [&str; 7] = ["subject", "property", "value", "kind", "as_of", "source", "url"];
/// The columns of a table of entities, beside those named after properties; the first two must be
/// there.
const ENTITIES: [&str; 11] = [
    "name",
    "kind",
    "id",
    "aliases",
    "misspellings",
    "within",
    "time_zone",
    "note",
    "as_of",
    "source",
    "url",
];

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    Facts,
    Entities,
}

/// A table, read.
#[derive(Debug)]
pub(super) struct Table {
    pub header: Header,
    pub rows: Vec<Row>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// A row: its cells by column, those that are empty left out.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub line: usize,
    cells: BTreeMap<String, String>,
}

impl Row {
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cells.iter().map(|(column, cell)| (column.as_str(), cell.as_str()))
    }

    pub(super) fn fault(&self, message: String) -> Fault {
        Fault { line: Some(self.line), message }
    }
}

/// A header that says nothing known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderFault {
    /// The first line is not text, or there is none.
    #[error(
        "has no header; the first line names the columns: subject,property,value,as_of,source,url or name,kind,aliases,source,url"
    )]
    Missing,
    /// It is neither a table of facts nor one of entities.
    #[error(
        "has the columns {0}: a table of facts has subject,property,value, one of entities name,kind"
    )]
    Neither(String),
    /// A column that means nothing.
    #[error("has an unknown column {column:?}; expected {expected}")]
    Unknown {
        /// The column.
        column: String,
        /// What there is.
        expected: String,
    },
    /// Two columns of one name.
    #[error("has the column {0:?} twice")]
    Twice(String),
}

impl Table {
    pub(super) fn read(bytes: &[u8], known: &Known) -> Result<Table, HeaderFault> {
        let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(bytes))
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(bytes);
        let names = reader.headers().map_err(|_| HeaderFault::Missing)?;
        let names: Vec<String> = names.iter().map(str::to_lowercase).collect();
        let header = Header::of(&names, known)?;
        let mut table = Table { header, rows: Vec::new(), faults: Vec::new() };
        let mut record = csv::ByteRecord::new();
        loop {
            // What cannot be read of bytes in memory is at its end.
            match reader.read_byte_record(&mut record) {
                Ok(true) => table.row(&record, &names),
                Ok(false) | Err(_) => return Ok(table),
            }
        }
    }

    fn row(&mut self, record: &csv::ByteRecord, names: &[String]) {
        let line = record.position().map_or(0, |position| position.line() as usize);
        let fault = |message: String| Fault { line: Some(line), message };
        if record.len() != names.len() {
            let (cells, columns) = (record.len(), names.len());
            let message = format!(
                "the row has {cells} cells and the header {columns}; put a cell that holds a comma in \
                 quotation marks"
            );
            return self.faults.push(fault(message));
        }
        let Ok(cells) = csv::StringRecord::from_byte_record(record.clone()) else {
            return self.faults.push(fault("the row is not UTF-8; save the file as UTF-8".into()));
        };
        let cells = names.iter().zip(&cells).filter(|(_, cell)| !cell.is_empty());
        let cells = cells.map(|(name, cell)| (name.clone(), cell.to_owned())).collect();
        let row = Row { line, cells };
        let missing = self.header.required().iter().find(|column| row.get(column).is_none());
        match missing {
            Some(column) => self.faults.push(fault(format!("the row has no {column}"))),
            None => self.rows.push(row),
        }
    }
}

impl Header {
    fn of(names: &[String], known: &Known) -> Result<Header, HeaderFault> {
        let has = |required: &[&str]| required.iter().all(|name| names.iter().any(|n| n == name));
        let header = [Header::Facts, Header::Entities].into_iter().find(|h| has(h.required()));
        let header = header.ok_or_else(|| match names.iter().all(String::is_empty) {
            true => HeaderFault::Missing,
            false => HeaderFault::Neither(names.join(",")),
        })?;
        for (at, name) in names.iter().enumerate() {
            let is_property = header == Header::Entities && known.properties.contains_key(name);
            if !header.columns().contains(&name.as_str()) && !is_property {
                return Err(header.unknown(name));
            }
            if names[..at].contains(name) {
                return Err(HeaderFault::Twice(name.clone()));
            }
        }
        Ok(header)
    }

    fn columns(self) -> &'static [&'static str] {
        match self {
            Header::Facts => &FACTS,
            Header::Entities => &ENTITIES,
        }
    }

    fn required(self) -> &'static [&'static str] {
        match self {
            Header::Facts => &FACTS[..3],
            Header::Entities => &ENTITIES[..2],
        }
    }

    fn unknown(self, column: &str) -> HeaderFault {
        let expected = self.columns().join(", ");
        let expected = match self {
            Header::Facts => expected,
            Header::Entities => format!("{expected}, or the name of a property"),
        };
        HeaderFault::Unknown { column: column.to_owned(), expected }
    }
}

/// The mark between cells that the first line has most of.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| first.iter().filter(|&&byte| byte == mark).count();
    [b'\t', b';', b','].into_iter().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}
