//! How alike two texts are, from a few numbers of each.
//!
//! The runs of words of a text are hashed, and of each of 64 shares of all hashes the least is
//! kept (one-permutation `MinHash`). The share of places in which two sketches agree estimates how
//! many of the runs in either text are in both.

/// How many words a run has.
const RUN: usize = 4;

/// How many numbers are kept.
const PLACES: usize = 64;

/// Texts with fewer runs are too short to tell.
const SHORTEST: usize = 24;

/// In how many places two sketches of nearly the same text agree: four runs in five are shared.
const ALIKE: usize = 51;

/// How many numbers make a key.
const ROWS: usize = 4;

/// How many keys a sketch has. Of texts that share four runs in five, all but one pair in 60 share a
/// key; of those that share nine in ten, all but one in 5,000.
const KEYS: usize = 8;

/// What is kept of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch([u16; PLACES]);

impl Sketch {
    /// The sketch of a text, whatever its case, marks and white space; none of a short one.
    pub fn of(text: &str) -> Option<Self> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut last = [0; RUN];
        let mut least: [Option<u64>; PLACES] = [None; PLACES];
        let mut count = 0;
        for (at, word) in words.enumerate() {
            last.rotate_left(1);
            last[RUN - 1] = hash_of(word);
            if at + 1 >= RUN {
                let run = mixed(last.iter().fold(0, |run, word| mixed(run ^ word)));
                let place = &mut least[(run >> 58) as usize];
                *place = Some(place.map_or(run, |kept| kept.min(run)));
                count += 1;
            }
        }
        (count >= SHORTEST).then(|| Sketch(filled(&least)))
    }

    /// Keys of which two sketches of nearly the same text share at least one.
    pub fn keys(&self) -> [u32; KEYS] {
        std::array::from_fn(|nth| {
            let rows = &self.0[nth * ROWS..(nth + 1) * ROWS];
            let key = rows.iter().fold(nth as u64 + 1, |key, row| mixed(key ^ u64::from(*row)));
            (key >> 32) as u32
        })
    }

    /// In how many places they agree, if the two texts are nearly the same.
    pub fn alike(&self, other: &Sketch) -> Option<usize> {
        let agreeing = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        (agreeing >= ALIKE).then_some(agreeing)
    }
}

/// A place that no run fell to takes the number of the next one that has some, in a form of its own.
fn filled(least: &[Option<u64>; PLACES]) -> [u16; PLACES] {
    std::array::from_fn(|place| {
        let found = (0..PLACES).find_map(|step| {
            let kept = least[(place + step) % PLACES]?;
            Some(mixed(kept.wrapping_add(step as u64)))
        });
        (found.unwrap_or_default() >> 48) as u16
    })
}

fn hash_of(word: &str) -> u64 {
    let letters = word.chars().flat_map(char::to_lowercase);
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(letter)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Spreads every bit over all others.
fn mixed(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many different words, some of them replaced by others.
    fn text(words: usize, replaced: impl Fn(usize) -> bool) -> String {
        let word = |at: usize| {
            let kind = if replaced(at) { "other" } else { "word" };
            format!("{kind}{at}")
        };
        (0..words).map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_few_changed_words_leave_a_text_nearly_the_same() {
        let one = Sketch::of(&text(400, |_| false)).unwrap();
        let other = Sketch::of(&text(400, |at| at % 100 == 50).to_uppercase()).unwrap();
        assert!(one.alike(&other).is_some());
        assert!(one.keys().iter().zip(other.keys()).any(|(a, b)| *a == b));
    }

    #[test]
    fn half_a_text_is_another_text() {
        let one = Sketch::of(&text(400, |_| false)).unwrap();
        assert_eq!(one.alike(&Sketch::of(&text(400, |at| at >= 200)).unwrap()), None);
        assert_eq!(one.alike(&Sketch::of(&text(400, |at| at % 8 == 0)).unwrap()), None);
    }

    #[test]
    fn the_estimate_is_near_the_truth() {
        // A changed word changes four runs of 397.
        for (changed, least, most) in [(2, 56, 64), (5, 52, 64), (30, 20, 44)] {
            let one = Sketch::of(&text(400, |_| false)).unwrap();
            let every = 400 / changed;
            let other = Sketch::of(&text(400, |at| at % every == every / 2)).unwrap();
            let agreeing = one.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
            assert!((least..=most).contains(&agreeing), "{changed}: {agreeing}");
        }
    }

    #[test]
    fn short_texts_are_not_compared() {
        assert_eq!(Sketch::of(&text(26, |_| false)), None);
        assert!(Sketch::of(&text(27, |_| false)).is_some());
        assert_eq!(Sketch::of(""), None);
    }
}
