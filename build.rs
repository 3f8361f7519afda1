//! Rebuilds the crate when a built-in pack changes: `include_dir!` alone does not see new files.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
