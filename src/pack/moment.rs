//! Days, months, years and clock times as packs write them.

use jiff::civil::{Date, Time};

/// The first and the last day that `2024-01-03`, `2024-01` or `2024` can mean, if it is real.
pub(super) fn days(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.split('-').map(number);
    let year = parts.next()??.try_into().ok()?;
    let months = parts.next();
    let days = parts.next();
    if parts.next().is_some() || !matches!(text.len(), 4 | 7 | 10) {
        return None;
    }
    let month = one_or(months, 1)?;
    let day = one_or(days, 1)?;
    let first = Date::new(year, month, day).ok()?;
    let last = match (months, days) {
        (None, _) => first.last_of_year(),
        (_, None) => first.last_of_month(),
        _ => first,
    };
    Some((first, last))
}

/// The time that `14:55` or `14:55:30` means, if it is real.
pub(super) fn clock(text: &str) -> Option<Time> {
    let mut parts = text.split(':').map(number);
    let hour = parts.next()??.try_into().ok()?;
    let minute = parts.next()??.try_into().ok()?;
    let second = one_or(parts.next(), 0)?;
    if parts.next().is_some() || !matches!(text.len(), 5 | 8) {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

fn number(digits: &str) -> Option<u16> {
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

#[expect(
    clippy::option_option,
    reason = "a part may be missing, and one that is there may be no number"
)]
fn one_or(part: Option<Option<u16>>, default: i8) -> Option<i8> {
    match part {
        Some(number) => number?.try_into().ok(),
        None => Some(default),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn months_and_years_span_their_days() {
        assert_eq!(days("2024-02"), Some((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(days("2024"), Some((date(2024, 1, 1), date(2024, 12, 31))));
        assert_eq!(days("2024-01-03"), Some((date(2024, 1, 3), date(2024, 1, 3))));
    }

    #[test]
    fn what_no_calendar_has_is_nothing() {
        for text in ["2024-02-30", "2024-13", "24", "2024-1-3", "2024-01-03-04", "", "x", "٢٠٢٤"]
        {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn clock_times() {
        assert_eq!(clock("14:55"), Some(time(14, 55, 0, 0)));
        assert_eq!(clock("14:55:30"), Some(time(14, 55, 30, 0)));
        for text in ["24:00", "1:55", "14:5", "14", "14:55:", "2:55 pm"] {
            assert_eq!(clock(text), None, "{text}");
        }
    }
}
