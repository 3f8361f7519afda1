//! The `factlint` program.

fn main() {}
