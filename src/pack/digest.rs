//! What a pack's digest is, told once: the build of the program takes it of built-in packs, the
//! loader of all others.

/// A hash over files, each with its path and its text, in hexadecimal. Lengths are hashed too, so
/// that no text can pass for a path or a path for a text.
pub(crate) fn digest<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in files.flat_map(|(path, text)| [path, text]) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hash = hasher.finalize();
    hash.as_bytes()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}
