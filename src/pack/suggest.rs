//! What a misspelled name may have been meant to be.

/// Names longer than this, and candidates past this many, are not compared: the work for a
/// hostile pack stays small.
const LONGEST: usize = 64;
const MOST: usize = 20_000;

/// The candidate nearest to `wrong`, if one is near; the first of equals.
pub(super) fn nearest<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = wrong.chars().count();
    if length > LONGEST {
        return None;
    }
    let reach = (length / 3).max(1);
    let lower = wrong.to_lowercase();
    candidates
        .into_iter()
        .take(MOST)
        .filter(|candidate| candidate.len().abs_diff(wrong.len()) <= 4 * reach)
        .filter(|candidate| candidate.len() <= 4 * LONGEST)
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, candidate)| distance <= reach && candidate != wrong)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// `: did you mean "x"?`, or nothing.
pub(super) fn did_you_mean<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> String {
    match nearest(wrong, candidates) {
        Some(name) => format!(": did you mean \"{name}\"?"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(wrong: &str, candidates: &[&str], expected: Option<&str>) {
        assert_eq!(nearest(wrong, candidates.iter().copied()), expected);
    }

    #[test]
    fn slips_of_the_finger_are_near() {
        check("persn", &["person", "place"], Some("person"));
        check("palce", &["person", "place"], Some("place"));
        check("Person", &["person"], Some("person"));
    }

    #[test]
    fn other_words_are_not() {
        check("bridge", &["person", "place"], None);
        check("xy", &["id", "as_of"], None);
        check("", &["ab"], None);
    }
}
