//! Hashes that are the same on every machine and for ever: weights are stored under them.

/// The hash of a word, capitals and small letters alike (FNV-1a).
pub(super) fn hash(word: &[u8]) -> u64 {
    word.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3)
    })
}

/// The hash of two things in this order.
pub(super) fn mix(first: u64, second: u64) -> u64 {
    let mut hash = first.rotate_left(23) ^ second.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash ^ hash >> 32
}
