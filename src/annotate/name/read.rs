//! Names in running text: each run of capitals is parted into titles and names.

use super::{Draft, Names};
use crate::annotate::reader::Reader;
use crate::language::{Function, NameKind, NamePart, PlaceKind};
use std::ops::Range;

/// The longest acronym, in letters: longer ones are words in capitals.
const ACRONYM: usize = 6;

impl Names<'_> {
    /// Reads a sentence.
    pub(super) fn read(&mut self, mut reader: Reader<'_>) {
        let mut at = reader.start;
        while at < reader.tokens.len() {
            if !reader.is_capital(at) {
                at += 1;
                continue;
            }
            let run = reader.run(at);
            at = run.end;
            self.read_run(&reader, run);
            reader.floor = at;
        }
    }

    /// Takes in the names of a run.
    fn read_run(&mut self, reader: &Reader<'_>, run: Range<usize>) {
        let mut start = reader.with_particles_before(run.start);
        let opens = opens_sentence(reader, start);
        if opens {
            start = past_opening(reader, &run);
        }
        while start < run.end {
            start = match self.known(reader, start, run.end) {
                Some((end, kind)) => {
                    self.name(reader, start..end, Some(kind));
                    end
                }
                None => self.titled(reader, start, run.end, opens && start == run.start),
            };
        }
    }

    /// The known name that starts here, if what follows it in the run is another name's.
    fn known(&self, reader: &Reader<'_>, start: usize, end: usize) -> Option<(usize, NameKind)> {
        let (past, kind) = known_at(reader, start)?;
        let is_single = past == start + 1;
        let is_person = is_single
            && past < end
            && reader.plays(start, NamePart::Given)
            && !reader.parts(past).is_titular();
        let is_surname = is_single
            && past == end
            && kind != NameKind::Demonym
            && self
                .index
                .short(reader.text_of(start))
                .is_some_and(|meant| self.drafts[meant].kind == NameKind::Person);
        if is_person || is_surname || past > end {
            return None;
        }
        let parts_here = past == end || begins_another(reader, past, end);
        parts_here.then_some((past, kind))
    }

    /// A name with the title before it, or what is left of a run.
    fn titled(&mut self, reader: &Reader<'_>, start: usize, end: usize, opens: bool) -> usize {
        let title = reader.title_end(start, end).filter(|&past| is_title(reader, start, past, end));
        if let Some(past) = title {
            return past;
        }
        let end = name_end(reader, start, end);
        if opens && is_single(reader, &(start..end)) {
            self.opening(reader, start..end);
        } else {
            self.name(reader, start..end, None);
        }
        end
    }

    /// A single capitalised word at the head of a sentence: a name if it is known for one, or if
    /// it is no common word and does what names do.
    fn opening(&mut self, reader: &Reader<'_>, tokens: Range<usize>) {
        let at = tokens.start;
        let parts = reader.parts(at);
        let acts = acts(reader, tokens.end);
        let is_known = self.index.short(reader.text_of(at)).is_some();
        let is_common = parts.has(NamePart::Common)
            || parts.is_titular()
            || reader.is(at, Function::PlainOpening)
            || reader.is(at, Function::Starter);
        let is_name = if is_common {
            is_known && acts && !reader.is(at, Function::Starter)
        } else {
            is_known
                || parts.has(NamePart::Given)
                || reader.is_upper(at)
                || acts && !looks_common(reader.text_of(at))
        };
        if is_name {
            self.name(reader, tokens, None);
        }
    }

    /// Takes in a name.
    fn name(&mut self, reader: &Reader<'_>, tokens: Range<usize>, known: Option<NameKind>) {
        let single = is_single(reader, &tokens);
        if single && known.is_none() && self.is_no_name(reader, tokens.start) {
            return;
        }
        let is_person_like = matches!(known, None | Some(NameKind::Place | NameKind::Unknown));
        let title = is_person_like.then(|| reader.title_before(tokens.start)).flatten();
        let kind = known.unwrap_or_else(|| kind_of(reader, &tokens, title.is_some()));
        let may_have_role = matches!(kind, NameKind::Person | NameKind::Unknown) && !single;
        let role = may_have_role.then(|| reader.role_after(tokens.end)).flatten();
        let is_person = role.is_some() || is_aged(reader, tokens.end);
        let kind = if is_person && kind == NameKind::Unknown { NameKind::Person } else { kind };
        let title = title.filter(|_| matches!(kind, NameKind::Person | NameKind::Unknown));
        let refers_to = self.introduced(reader, &tokens);
        self.take(reader, Draft { tokens, kind, title, role, refers_to });
        self.spelt_out(reader);
    }

    /// A single word with a capital that names nothing here.
    fn is_no_name(&mut self, reader: &Reader<'_>, at: usize) -> bool {
        let text = reader.text_of(at);
        let parts = reader.parts(at);
        let is_surname = || {
            let meant = self.index.short(text).map(|meant| self.drafts[meant].kind);
            matches!(meant, Some(NameKind::Person | NameKind::Unknown))
        };
        if reader.is_upper(at) {
            if introduces_plain(reader, at) {
                self.index.note_plain(text);
            }
            return parts.has(NamePart::PlainAbbreviation) || self.index.is_plain(text);
        }
        let is_titled = reader.title_before(at).is_some();
        let is_plain = parts.has(NamePart::Common) && !is_titled && !is_surname();
        is_plain
            || parts.is_titular() && !parts.has(NamePart::Given) && !is_titled && !is_surname()
            || parts.has(NamePart::Organisation) && !is_titled && !is_surname()
    }

    /// What an abbreviation in brackets stands for: the name right before.
    fn introduced(&mut self, reader: &Reader<'_>, tokens: &Range<usize>) -> Option<usize> {
        if !reader.is_upper(tokens.start) || tokens.len() != 1 {
            return None;
        }
        let text = reader.text_of(tokens.start);
        let mut open = reader.before(tokens.start)?;
        if matches!(reader.mark(open), Some('“' | '"' | '‘')) {
            open = reader.before(open)?;
        }
        let last = self.drafts.last()?;
        let is_introduced = reader.mark(open) == Some('(')
            && last.tokens.end == open
            && stands_for(reader, text, &last.tokens);
        if is_introduced {
            let root = last.refers_to.unwrap_or(self.drafts.len() - 1);
            self.index.note_abbreviation(text, root);
            return Some(root);
        }
        None
    }

    /// "IRGC (Islamic Revolutionary Guard Corps)": the last name but one stands for the last.
    fn spelt_out(&mut self, reader: &Reader<'_>) {
        let [.., short, long] = self.drafts.as_slice() else { return };
        let (at, open) = (self.drafts.len() - 1, long.tokens.start.saturating_sub(1));
        let is_spelt_out = short.tokens.end == open
            && reader.mark(open) == Some('(')
            && reader.start <= short.tokens.start
            && short.refers_to.is_none()
            && long.refers_to.is_none()
            && short.tokens.len() == 1
            && reader.is_upper(short.tokens.start)
            && stands_for(reader, reader.text_of(short.tokens.start), &long.tokens);
        if is_spelt_out {
            self.index.note_abbreviation(reader.text_of(short.tokens.start), at);
            self.drafts[at - 1].refers_to = Some(at);
        }
    }
}

/// "gross domestic product (GDP)": letters for words that name nothing.
fn introduces_plain(reader: &Reader<'_>, at: usize) -> bool {
    let Some(open) = reader.before(at).filter(|&open| reader.mark(open) == Some('(')) else {
        return false;
    };
    let text = reader.text_of(at);
    let letters = text.bytes().filter(u8::is_ascii_uppercase).count();
    let Some(first) = open.checked_sub(letters).filter(|&first| first >= reader.start) else {
        return false;
    };
    let words = (first..open).map(|at| reader.text_of(at));
    let agree = words.zip(text.bytes()).all(|(word, letter)| {
        word.bytes().next().is_some_and(|first| first.eq_ignore_ascii_case(&letter))
    });
    agree && !reader.is_capitalised(open - 1)
}

/// What the lexicon knows by the name that starts at the token.
pub(super) fn known_at(reader: &Reader<'_>, at: usize) -> Option<(usize, NameKind)> {
    let language = reader.language;
    let known = language.names.known.longest_at(reader.text, reader.tokens, at);
    let known = known.map(|(end, &kind)| (end, kind));
    let place = language.places.longest_at(reader.text, reader.tokens, at);
    let place = place.map(|(end, mut places)| {
        let is_people = places.all(|place| place.kind == PlaceKind::People);
        (end, if is_people { NameKind::Demonym } else { NameKind::Place })
    });
    let longer = |known: (usize, NameKind), place: (usize, NameKind)| {
        if place.0 > known.0 { place } else { known }
    };
    match (known, place) {
        (Some(known), Some(place)) => Some(longer(known, place)),
        (known, place) => known.or(place),
    }
}

/// Whether the sentence, or what it quotes, starts here.
fn opens_sentence(reader: &Reader<'_>, at: usize) -> bool {
    match reader.before(at) {
        None => true,
        Some(before) => {
            let opens = matches!(
                reader.mark(before),
                Some('“' | '"' | '‘' | '\'' | '«' | ':' | '•' | '*' | '[' | '…' | ';')
            );
            opens || reader.mark(before).is_some() && before == reader.start
        }
    }
}

/// Past the words that have their capital from the head of the sentence.
fn past_opening(reader: &Reader<'_>, run: &Range<usize>) -> usize {
    let at = run.start;
    let next = at + 1;
    if next >= run.end || reader.mark(next).is_some() {
        return at;
    }
    let parts = reader.parts(at);
    let is_small = reader.is(at, Function::PlainOpening)
        || reader.is(at, Function::Starter)
        || parts.has(NamePart::HeadlineSmall);
    let is_known = known_at(reader, at).is_some_and(|(end, _)| end > next);
    let after = reader.parts(next);
    let leads_name = after.has(NamePart::Common)
        || after.has(NamePart::Organisation)
        || after.has(NamePart::Law)
        || after.has(NamePart::PlaceEnd)
        || reader.is(next, Function::Of);
    let is_common = parts.has(NamePart::Common) && !parts.is_titular();
    let is_given = parts.has(NamePart::Given) && !is_small;
    let closes = reader.plays(run.end - 1, NamePart::Organisation)
        || reader.plays(run.end - 1, NamePart::Law);
    let drops = is_small || is_common && !leads_name && !is_given && !closes;
    if drops && !is_known { next } else { at }
}

/// Whether a title, or a name of another kind, starts here.
fn begins_another(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    let titled = reader.title_end(at, end).is_some_and(|past| is_title(reader, at, past, end));
    let is_given =
        reader.plays(at, NamePart::Given) && at + 1 < end && !closes_organisation(reader, end);
    let is_honorific = reader.plays(at, NamePart::Honorific);
    titled || is_given || is_honorific
}

/// Whether what reads like a title is one, and not the head of another name: "General Motors".
fn is_title(reader: &Reader<'_>, start: usize, past: usize, end: usize) -> bool {
    if past == end {
        // "the Prime Minister": nobody's name. "Justice" and "House" alone are none either.
        return true;
    }
    let is_honorific = reader.plays(start, NamePart::Honorific);
    let is_given = reader.plays(past, NamePart::Given);
    let joins = reader.mark(past).is_some();
    !joins && (is_honorific || is_given || !closes_organisation(reader, end))
}

fn closes_organisation(reader: &Reader<'_>, end: usize) -> bool {
    let last = if reader.mark(end - 1).is_some() { end.saturating_sub(2) } else { end - 1 };
    let parts = reader.parts(last);
    parts.has(NamePart::Organisation) || parts.has(NamePart::Company) || parts.has(NamePart::Law)
}

/// Where a name ends inside its run: before a title that belongs to the next ("Appeals Court
/// Judge Mary Marsh"), or after a common word before a person ("This Year Mary Marsh").
fn name_end(reader: &Reader<'_>, start: usize, end: usize) -> usize {
    let is_plain = reader.plays(start, NamePart::Common) && !reader.plays(start, NamePart::Given);
    let leads_person =
        |at: usize| reader.plays(at, NamePart::Given) && at + 1 < end && reader.is_word(at + 1);
    if is_plain && leads_person(start + 1) && !closes_organisation(reader, end) {
        return start + 1;
    }
    (start + 1..end).find(|&at| begins_title(reader, at, end)).unwrap_or(end)
}

/// Whether the title of another name starts inside a run.
fn begins_title(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    if !reader.is_word(at) || reader.mark(at - 1).is_some() || at + 1 >= end {
        return false;
    }
    let parts = reader.parts(at);
    let is_honorific =
        parts.has(NamePart::Honorific) && reader.mark(at + 1) == Some('.') && at + 2 < end;
    let before = reader.parts(at - 1);
    let ends_before = before.has(NamePart::Organisation) || before.has(NamePart::PlaceEnd);
    let is_title = parts.has(NamePart::Title)
        && ends_before
        && reader.is_word(at + 1)
        && !closes_organisation(reader, end);
    is_honorific || is_title
}

/// One word, hyphens apart.
fn is_single(reader: &Reader<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().filter(|&at| reader.is_word(at)).count() == 1
}

/// Whether a name does something next: "said", "’s", "has", or is set off by a comma.
fn acts(reader: &Reader<'_>, end: usize) -> bool {
    reader.is(end, Function::Said)
        || reader.is(end, Function::Possessive)
        || reader.is(end, Function::AfterPronounOne) && !reader.is(end, Function::Of)
        || reader.mark(end) == Some(':')
}

/// Endings that names seldom have and common words often.
fn looks_common(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ing", "ed", "ly", "ers", "ors", "ists", "ness", "ment", "ments", "tion", "tions", "ity",
        "ities", "ies", "als", "ans", "ants", "ents", "ees", "sion", "sions", "ism", "ful", "less",
        "ble", "n't",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// "Mary Marsh, 34,".
fn is_aged(reader: &Reader<'_>, end: usize) -> bool {
    reader.mark(end) == Some(',')
        && reader.digits(end + 1, 1..3).is_some()
        && matches!(reader.mark(end + 2), Some(',' | '.'))
}

/// What a name names, by its words and what stands before it.
fn kind_of(reader: &Reader<'_>, tokens: &Range<usize>, is_titled: bool) -> NameKind {
    let first = reader.parts(tokens.start);
    let last_word = tokens.clone().rev().find(|&at| reader.is_word(at)).unwrap_or(tokens.start);
    let last = reader.parts(last_word);
    let single = last_word == tokens.start;
    let before_of = tokens
        .clone()
        .find(|&at| reader.is(at, Function::Of) || reader.text_of(at) == "for")
        .map_or_else(Default::default, |of| reader.parts(of - 1));
    let is_vessel = !single && first.has(NamePart::VesselPrefix) && reader.is_upper(tokens.start)
        || reader.before(tokens.start).is_some_and(|before| {
            !reader.is_capitalised(before) && reader.plays(before, NamePart::VesselNoun)
        });
    if is_vessel {
        return NameKind::Vessel;
    }
    if single {
        return single_kind(reader, tokens.start, is_titled);
    }
    let has_ampersand = tokens.clone().any(|at| reader.mark(at) == Some('&'));
    match () {
        () if last.has(NamePart::Law) || before_of.has(NamePart::Law) => NameKind::Law,
        () if last.has(NamePart::Company) || before_of.has(NamePart::Organisation) => {
            NameKind::Organisation
        }
        () if is_titled || is_person(reader, tokens, last) => NameKind::Person,
        () if last.has(NamePart::Organisation) || has_ampersand => NameKind::Organisation,
        () if last.has(NamePart::PlaceEnd) || first.has(NamePart::PlaceHead) => NameKind::Place,
        () => NameKind::Unknown,
    }
}

fn single_kind(reader: &Reader<'_>, at: usize, is_titled: bool) -> NameKind {
    let length = reader.text_of(at).len();
    match () {
        () if is_titled || reader.plays(at, NamePart::Given) => NameKind::Person,
        () if reader.is_upper(at) && length <= ACRONYM => NameKind::Organisation,
        () => NameKind::Unknown,
    }
}

/// "Keir Starmer", "J.K. Rowling", "Ayman al-Zawahiri", "Martin King Jr.".
fn is_person(reader: &Reader<'_>, tokens: &Range<usize>, last: crate::language::NameParts) -> bool {
    let ends_otherwise = last.has(NamePart::Organisation) || last.has(NamePart::PlaceEnd);
    let is_given = reader.plays(tokens.start, NamePart::Given);
    let has_initial = reader.is_initial(tokens.start)
        || tokens.clone().skip(1).any(|at| reader.is_initial(at))
        || reader.is_upper(tokens.start) && reader.text_of(tokens.start).ends_with('.');
    let has_particle =
        tokens.clone().any(|at| reader.plays(at, NamePart::Particle) && !reader.is_capitalised(at));
    let is_abu = matches!(reader.text_of(tokens.start), "Abu" | "Bin" | "Ibn" | "Al");
    let is_of = tokens.clone().any(|at| reader.is(at, Function::Of));
    last.has(NamePart::Suffix)
        || !ends_otherwise && !is_of && (is_given || has_initial || has_particle || is_abu)
        || is_given && tokens.len() == 2 && !last.has(NamePart::Organisation)
}

/// Whether the letters are those that the words begin with, in order.
fn stands_for(reader: &Reader<'_>, letters: &str, tokens: &Range<usize>) -> bool {
    let mut letters = letters.bytes().filter(u8::is_ascii_uppercase).peekable();
    let mut words = 0;
    for at in tokens.clone().filter(|&at| reader.is_capitalised(at)) {
        words += 1;
        let first = reader.text_of(at).bytes().next();
        let begins = letters.peek().copied() == first;
        if begins {
            letters.next();
        } else if words == 1 {
            return false;
        }
    }
    letters.peek().is_none() && words > 1
}
