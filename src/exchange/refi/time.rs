//! Times as XML Schema writes them.

use crate::locale::iso_time;

/// The moment that an `xsd:dateTime` (or `xsd:date`) names, in milliseconds since 1970-01-01 UTC; a time without zone is taken
/// as UTC. `None` when it is none.
pub fn milliseconds(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, rest) = match text.split_once(['T', ' ', 't']) {
        Some((date, rest)) => (date, rest),
        None => (text.trim_end_matches(['Z', 'z']), ""),
    };
    let mut parts = date.splitn(3, '-');
    let year: i64 = digits(parts.next()?, 4)?;
    let month: i64 = digits(parts.next()?, 2)?;
    let day: i64 = digits(parts.next()?, 2)?;
    if !(1..=12).contains(&month) || day < 1 || day > days_of(year, month) {
        return None;
    }
    let (clock, zone) = match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let of_day = if clock.is_empty() { 0 } else { of_day(clock)? };
    (days(year, month, day) * 86_400_000 + of_day).checked_sub(of_zone(zone)?)
}

/// The `xsd:dateTime` of a moment, in UTC with `Z`; milliseconds only where they are not 0.
pub fn time_text(milliseconds: i64) -> String {
    let whole = iso_time(milliseconds);
    match milliseconds.rem_euclid(1000) {
        0 => whole,
        fraction => format!("{}.{fraction:03}Z", whole.trim_end_matches('Z')),
    }
}

fn digits(text: &str, length: usize) -> Option<i64> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn of_day(clock: &str) -> Option<i64> {
    let mut parts = clock.splitn(3, ':');
    let hour: i64 = digits(parts.next()?, 2)?;
    let minute: i64 = digits(parts.next()?, 2)?;
    let (second, fraction) = match parts.next().unwrap_or("00").split_once('.') {
        Some((second, fraction)) => (digits(second, 2)?, fraction.to_owned()),
        None => (digits(clock.splitn(3, ':').nth(2).unwrap_or("00"), 2)?, String::new()),
    };
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(((hour * 60 + minute) * 60 + second) * 1000 + thousandths.parse::<i64>().ok()?)
}

fn of_zone(zone: &str) -> Option<i64> {
    let mut letters = zone.chars();
    let sign = match letters.next() {
        None => return Some(0),
        Some('Z' | 'z') => return letters.next().is_none().then_some(0),
        Some('-') => -1,
        Some(_) => 1,
    };
    let (hours, minutes) = letters.as_str().split_once(':').unwrap_or((letters.as_str(), "00"));
    Some(sign * (digits(hours, 2)? * 60 + digits(minutes, 2)?) * 60_000)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a day of the Gregorian calendar, counted in years that begin in March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::{milliseconds, time_text};

    #[test]
    fn times_with_and_without_zones_are_one_moment() {
        let noon = milliseconds("2026-11-20T12:00:00Z");
        assert_eq!(noon, Some(1_795_176_000_000));
        assert_eq!(milliseconds("2026-11-20T15:30:00+03:30"), noon);
        assert_eq!(milliseconds("2026-11-20T12:00:00"), noon);
        assert_eq!(milliseconds("2026-11-20T12:00:00.0000000Z"), noon);
        assert_eq!(milliseconds("2026-11-20T07:00:00.250-05:00"), Some(1_795_176_000_250));
        assert_eq!(milliseconds("2026-11-20"), Some(1_795_132_800_000));
        for wrong in
            ["", "yesterday", "2026-13-01T00:00:00Z", "2026-02-30", "2026-1-1", "2026-11-20T12:61:00Z"]
        {
            assert_eq!(milliseconds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_written_time_reads_back() {
        for moment in [0, 951_782_399_999, 951_782_400_000, 1_795_176_000_250, -1, 4_102_444_800_000] {
            assert_eq!(milliseconds(&time_text(moment)), Some(moment));
        }
        assert_eq!(time_text(951_782_400_000), "2000-02-29T00:00:00Z");
    }
}
