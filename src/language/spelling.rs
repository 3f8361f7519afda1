//! Whether two spellings of a name are a slip of one another, or names of different people.

use super::vocabulary::fold;

/// Whether one of two names is likely the other misspelt, rather than the name of somebody else.
///
/// All words but one must agree, and that one must differ as slips do: two letters swapped, a
/// letter doubled or dropped, a key beside the right one. Other genders ("Ivanov", "Ivanova"), other
/// numbers and short names that people really bear ("Smith", "Smyth") make different names. Where
/// no other word agrees, only swapped letters count.
///
/// ```
/// use factlint::language::likely_misspelling;
/// assert!(likely_misspelling("Ursula Albrecht", "Ursula Albercht"));
/// assert!(!likely_misspelling("Anna Smith", "Ann Smith"));
/// ```
pub fn likely_misspelling(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let (a, b): (Vec<&str>, Vec<&str>) = (words(&a).collect(), words(&b).collect());
    if a.len() != b.len() {
        return false;
    }
    let mut differing = a.iter().zip(&b).filter(|(a, b)| a != b);
    match (differing.next(), differing.next()) {
        (Some((one, other)), None) => match slip(one, other) {
            Some(Slip::Swapped) => true,
            Some(Slip::Letter) => a.len() > 1 && shorter(one, other) >= LONG,
            None => false,
        },
        _ => false,
    }
}

/// The shortest word in which swapped letters are a slip.
const SHORT: usize = 5;

/// The shortest word in which a single other letter is a slip.
const LONG: usize = 7;

/// How two words differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    /// Two letters side by side changed places.
    Swapped,
    /// A letter more, less or other.
    Letter,
}

fn slip(a: &str, b: &str) -> Option<Slip> {
    if shorter(a, b) < SHORT || strsim::osa_distance(a, b) != 1 {
        return None;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let common = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let is_at_edge = common == 0 || common + 1 >= a.len().max(b.len());
    if is_at_edge {
        return None;
    }
    let (longer, other) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    let is_same_length = a.len() == b.len();
    if is_same_length
        && longer.get(common + 1) == other.get(common)
        && other[common] != longer[common]
    {
        let is_swapped = longer.get(common) == other.get(common + 1);
        if is_swapped {
            return Some(Slip::Swapped);
        }
    }
    let near = if is_same_length {
        is_near(longer[common], other[common])
    } else {
        let (before, letter) = (longer[common - 1], longer[common]);
        let after = longer.get(common + 1).copied().unwrap_or_default();
        before == letter
            || is_vowel(letter)
            || is_beside(letter, before)
            || is_beside(letter, after)
    };
    near.then_some(Slip::Letter)
}

/// Whether one letter is easily written for the other.
fn is_near(a: char, b: char) -> bool {
    is_vowel(a) && is_vowel(b) || is_beside(a, b)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Whether two keys lie side by side on most keyboards.
fn is_beside(a: char, b: char) -> bool {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    ROWS.iter().any(|row| match (row.find(a), row.find(b)) {
        (Some(a), Some(b)) => a.abs_diff(b) == 1,
        _ => false,
    })
}

fn shorter(a: &str, b: &str) -> usize {
    a.chars().count().min(b.chars().count())
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::likely_misspelling;

    #[test]
    fn slips_are_told_from_other_names() {
        for (a, b) in [
            ("Ursula Albrecht", "Ursula Albercht"),
            ("Whitcombe", "Whitcmobe"),
            ("Tomas Herrerra", "Tomás Herrera"),
            ("Paul Whitcombe", "Paul Whitcumbe"),
            ("Linda Marchetti", "Linda Marchetri"),
        ] {
            assert!(likely_misspelling(a, b), "{a} {b}");
            assert!(likely_misspelling(b, a), "{b} {a}");
        }
    }

    #[test]
    fn names_of_different_people_are_no_slips() {
        for (a, b) in [
            ("Ann Marsh", "Anna Marsh"),
            ("Hussein", "Hassan"),
            ("John Smith", "John Smyth"),
            ("Dmitri Ivanov", "Dmitri Ivanova"),
            ("Clinton", "Clifton"),
            ("Mark Johnson", "Mark Johnston"),
            ("Karl Marsh", "Carl Marsh"),
            ("Martin", "Marlin"),
            ("Paul Whitcombe", "Rosa Whitcmobe"),
            ("Linda Marsh", "Linda Marsh"),
            ("Al", "El"),
            ("", "x"),
        ] {
            assert!(!likely_misspelling(a, b), "{a} {b}");
        }
    }
}
