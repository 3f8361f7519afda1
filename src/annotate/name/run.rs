//! How far capitals that belong together reach: "Ministry of Health", "Ayman al-Zawahiri",
//! "J.K. Rowling", "Procter & Gamble".

use crate::annotate::reader::{Reader, is_hyphen};
use crate::language::{Case, Function, NamePart, NameParts, Spelling, TokenKind};
use std::ops::Range;

/// How many tokens a run may take: longer ones are lists or shouting.
const LONGEST: usize = 16;

/// How many particles may follow one another: "von und zu" is the worst.
const PARTICLES: usize = 3;

impl Reader<'_> {
    /// The parts a word can play in names.
    pub(super) fn parts(&self, at: usize) -> NameParts {
        let word = self.tokens.get(at).map_or_else(Default::default, |token| token.word);
        self.language.names.parts(word)
    }

    pub(super) fn plays(&self, at: usize, part: NamePart) -> bool {
        self.parts(at).has(part)
    }

    /// A capitalised word that may be part of a name: no day, no month, no "I", no "That" in the
    /// middle of a headline.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.is_capitalised(at)
            && !self.is_calendar(at)
            && !self.is_lone_letter(at)
            && !self.is_small_word(at)
    }

    /// A little word that has its capital from where it stands.
    fn is_small_word(&self, at: usize) -> bool {
        let parts = self.parts(at);
        let is_small = parts.has(NamePart::HeadlineSmall) && !parts.has(NamePart::Particle)
            || self.is(at, Function::Starter) && parts.has(NamePart::Common);
        is_small
            && !self.is_upper(at)
            && self.language.places.longest_at(self.text, self.tokens, at).is_none()
    }

    pub(super) fn is_upper(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Word(Case::Upper))
    }

    fn is_calendar(&self, at: usize) -> bool {
        let sense = self.sense(at);
        let spelling =
            sense.month.map(|month| month.spelling).or(sense.weekday.map(|day| day.spelling));
        match spelling {
            None => false,
            Some(Spelling::Full) => true,
            Some(Spelling::Abbreviated) => self.mark(at + 1) == Some('.') || self.is_number(at + 1),
            Some(Spelling::AlsoAWord) => {
                self.is_number(at + 1)
                    || self.follows(at, Function::MonthCue)
                    || self.before(at).is_some_and(|before| self.is_number(before))
            }
        }
    }

    /// A single letter that is no initial.
    fn is_lone_letter(&self, at: usize) -> bool {
        self.text_of(at).len() == 1 && !(self.mark(at + 1) == Some('.') && self.is_joined(at + 1))
    }

    /// "J.", and the tokens it takes.
    pub(super) fn is_initial(&self, at: usize) -> bool {
        self.text_of(at).len() == 1 && self.is_capitalised(at) && self.mark(at + 1) == Some('.')
    }

    /// Where the particles start that lead up to a capital: "von der Leyen", "al-Zawahiri".
    pub(super) fn with_particles_before(&self, at: usize) -> usize {
        let mut start = at;
        for _ in 0..PARTICLES {
            let Some(before) = self.before(start) else { break };
            let hyphen = self.mark(before).is_some_and(is_hyphen) && self.is_joined(start);
            let Some(word) = (if hyphen { self.before(before) } else { Some(before) }) else {
                break;
            };
            let is_lower = !self.is_capitalised(word);
            if !is_lower || !self.plays(word, NamePart::Particle) || word < self.floor {
                break;
            }
            start = word;
        }
        let is_noun =
            self.follows(start, Function::Article) || self.follows(start, Function::Definite);
        if is_noun { at } else { start }
    }

    /// The tokens of the run that starts at a capital.
    pub(super) fn run(&self, at: usize) -> Range<usize> {
        let mut end = at + 1;
        while end - at < LONGEST {
            match self.extended(at, end) {
                Some(further) => end = further,
                None => break,
            }
        }
        at..end
    }

    /// Just past the next word of a run, or past a full stop that belongs to it.
    fn extended(&self, start: usize, end: usize) -> Option<usize> {
        if self.is_capital(end) {
            return (!self.is_joined(end) || self.mark(end - 1).is_some()).then_some(end + 1);
        }
        match self.kind_at(end)? {
            TokenKind::Mark => self.past_mark(end),
            TokenKind::Word(_) => self.past_small_word(start, end),
            TokenKind::Number => None,
        }
    }

    fn kind_at(&self, at: usize) -> Option<TokenKind> {
        self.token(at).map(|token| token.kind)
    }

    fn past_mark(&self, end: usize) -> Option<usize> {
        let is_joined = self.is_joined(end);
        match self.mark(end)? {
            '.' if is_joined => self.past_stop(end),
            '&' => self.is_capital(end + 1).then_some(end + 2),
            ',' if is_joined => {
                let closes = self.plays(end + 1, NamePart::Company)
                    || self.plays(end + 1, NamePart::Suffix) && self.text_of(end + 1).len() > 1;
                (closes && self.is_capitalised(end + 1)).then_some(end + 2)
            }
            mark if is_hyphen(mark) && is_joined && self.is_joined(end + 1) => {
                self.is_capitalised(end + 1).then_some(end + 2)
            }
            _ => None,
        }
    }

    /// The stop of "J.", "Dr." and "Inc.".
    fn past_stop(&self, stop: usize) -> Option<usize> {
        let before = stop - 1;
        let parts = self.parts(before);
        let closes = parts.has(NamePart::Company) || parts.has(NamePart::Suffix);
        let leads_on = self.is_initial(before)
            || parts.has(NamePart::Honorific)
            || self.is(before, Function::BeforeNames)
            || parts.has(NamePart::Title) && self.is(before, Function::Abbreviation);
        let is_short = self.is(before, Function::Abbreviation) || parts.has(NamePart::Suffix);
        match () {
            () if leads_on && self.is_capital(stop + 1) => Some(stop + 2),
            () if closes && is_short && !self.is_initial(before) => Some(stop + 1),
            () => None,
        }
    }

    fn past_small_word(&self, start: usize, end: usize) -> Option<usize> {
        if self.is(end, Function::Possessive) {
            return self.past_possessive(start, end);
        }
        if self.plays(end, NamePart::Particle) {
            return self.past_particles(end);
        }
        let joins = self.is(end, Function::Of) || self.text_of(end) == "for";
        if joins && self.takes_of(start, end) {
            let next = if self.text_of(end + 1) == "the" { end + 2 } else { end + 1 };
            return self.is_capital(next).then_some(next + 1);
        }
        let is_and = self.is(end, Function::And) && self.is_capital(end + 1);
        (is_and && self.lists_matters(start, end)).then_some(end + 2)
    }

    /// "Al" and "von" inside a name, up to its capital.
    fn past_particles(&self, end: usize) -> Option<usize> {
        let mut at = end;
        for _ in 0..PARTICLES {
            if !self.plays(at, NamePart::Particle) || self.is_capitalised(at) {
                break;
            }
            at = self.past_hyphen(at + 1);
        }
        self.is_capital(at).then_some(at + 1)
    }

    /// "Ministry of", "Gulf of", "Center for", "Secretary of State".
    fn takes_of(&self, start: usize, of: usize) -> bool {
        let parts = self.parts(of - 1);
        if parts.has(NamePart::Title) {
            let next = if self.text_of(of + 1) == "the" { of + 2 } else { of + 1 };
            return self.plays(next, NamePart::TitleDomain);
        }
        let is_of = self.is(of, Function::Of);
        parts.has(NamePart::Organisation)
            || is_of && parts.has(NamePart::PlaceHead) && of == start + 1
            || is_of && parts.has(NamePart::Law)
            || is_of && self.plays(start, NamePart::Organisation) && of == start + 2
    }

    /// "Ministry of Health and Welfare", "Food and Drug Administration": matters, not names.
    fn lists_matters(&self, start: usize, and: usize) -> bool {
        let is_matter = |at: usize| {
            let parts = self.parts(at);
            parts.has(NamePart::Common) && !parts.has(NamePart::Given)
        };
        if !is_matter(and - 1) || !is_matter(and + 1) {
            return false;
        }
        let inside = (start..and).any(|at| self.is(at, Function::Of) || self.text_of(at) == "for");
        let closes = || {
            let ends = (and + 2..and + 6).take_while(|&at| self.is_capital(at));
            ends.last().is_some_and(|last| self.plays(last, NamePart::Organisation))
        };
        inside || closes()
    }

    /// "Children's Hospital", "St. Mary's Cathedral".
    fn past_possessive(&self, start: usize, end: usize) -> Option<usize> {
        let is_inside = self.plays(end - 1, NamePart::PossessiveInside)
            || end >= start + 3
                && self.mark(end - 2) == Some('.')
                && matches!(self.text_of(end - 3), "St" | "Ste");
        (is_inside && self.is_capital(end + 1)).then_some(end + 2)
    }
}
