//! The name the user may have meant.

/// “; did you mean `wrong-date`?” for the most similar candidate, or nothing if none is similar.
pub(super) fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> String {
    nearest(name, candidates).map_or_else(String::new, |best| format!("; did you mean `{best}`?"))
}

fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate));
    let tolerated = (name.chars().count() / 3).max(1);
    scored.filter(|(distance, _)| *distance <= tolerated).min().map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_similar_names_are_suggested() {
        let names = ["wrong-date", "wrong-place"];
        assert_eq!(did_you_mean("wrong-dat", names), "; did you mean `wrong-date`?");
        assert_eq!(did_you_mean("wrongdate", names), "; did you mean `wrong-date`?");
        assert_eq!(did_you_mean("placeholder", names), "");
    }
}
