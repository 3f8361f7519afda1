//! The command line: everything that touches files, streams and the terminal.

pub mod input;
