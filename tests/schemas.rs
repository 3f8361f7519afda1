//! The published schemas say what the shapes say. `UPDATE=1 cargo test` rewrites them.

use factlint::pack::schema;
use std::path::Path;

/// The name of a schema's file in `schemas/`, and what makes it.
type Schema = (&'static str, fn() -> String);

const SCHEMAS: &[Schema] = &[
    ("pack", schema::manifest),
    ("facts", schema::facts),
    ("rule", schema::rule),
    ("property", schema::property),
    ("config", factlint::cli::config::json_schema),
    ("expected", factlint::desk::expected::json_schema),
    ("findings", factlint::report::json_schema),
];

#[test]
fn schemas_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for &(name, generate) in SCHEMAS {
        let path = folder.join(format!("{name}.schema.json"));
        let fresh = generate();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &fresh).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "{} is stale: run UPDATE=1 cargo test", path.display());
    }
}
