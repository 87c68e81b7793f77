//! Dates as the language writes them.

use crate::locale::{Locale, UiLanguage};
use crate::text::digits::rewrite_number;
use icu_calendar::{Date, Gregorian, cal::Persian};

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

const PERSIAN_MONTHS: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Locale {
    /// The day of a moment given in milliseconds since 1970-01-01 UTC: «۲ آذر ۱۴۰۵» or "23 November 2026".
    pub fn date(&self, milliseconds: i64) -> String {
        let (year, month, day) = civil_from_days(milliseconds.div_euclid(DAY));
        let Ok(gregorian) = Date::try_new_gregorian(year, month, day) else { return String::new() };
        match self.language() {
            UiLanguage::English => written(
                &gregorian,
                |date: &Date<Gregorian>| (date.day_of_month().0, date.month().ordinal, date.era_year().year),
                &ENGLISH_MONTHS,
            ),
            UiLanguage::Persian => {
                let persian = gregorian.to_calendar(Persian);
                let text = written(
                    &persian,
                    |date| (date.day_of_month().0, date.month().ordinal, date.era_year().year),
                    &PERSIAN_MONTHS,
                );
                rewrite_number(&text, self.language().digits())
            }
        }
    }

    /// Day and time of a moment (UTC), with the language's digits.
    pub fn date_time(&self, milliseconds: i64) -> String {
        let minutes = milliseconds.rem_euclid(DAY) / 60_000;
        let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        format!("{} {}", self.date(milliseconds), rewrite_number(&time, self.language().digits()))
    }
}

fn written<C>(date: &C, parts: impl Fn(&C) -> (u8, u8, i32), months: &[&str; 12]) -> String {
    let (day, month, year) = parts(date);
    let name = months.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("");
    format!("{day} {name} {year}")
}

/// A moment (milliseconds since 1970-01-01 UTC) as ISO 8601 in UTC, for tables that programs read.
pub fn iso_time(milliseconds: i64) -> String {
    let (year, month, day) = civil_from_days(milliseconds.div_euclid(DAY));
    let seconds = milliseconds.rem_euclid(DAY) / 1_000;
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The Gregorian year, month and day of a Jalali day; `None` when there is no such day.
pub fn gregorian_of_jalali(year: i32, month: u8, day: u8) -> Option<(i32, u8, u8)> {
    let persian = Date::try_new_persian(year, month, day).ok()?;
    let gregorian = persian.to_calendar(Gregorian);
    Some((gregorian.era_year().year, gregorian.month().ordinal, gregorian.day_of_month().0))
}

/// Year, month and day of a day counted from 1970-01-01 (Hinnant 2013, `civil_from_days`).
fn civil_from_days(days: i64) -> (i32, u8, u8) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (
        i32::try_from(year).unwrap_or(i32::MAX),
        u8::try_from(month).expect("a month is 1 to 12"),
        u8::try_from(day).expect("a day is 1 to 31"),
    )
}

#[cfg(test)]
mod tests {
    use crate::locale::{Locale, UiLanguage};

    #[test]
    fn a_day_has_its_name_in_both_calendars() {
        // 2026-11-23 14:02 UTC.
        let moment = 1_795_442_520_000;
        assert_eq!(Locale::new(UiLanguage::English).date_time(moment), "23 November 2026 14:02");
        assert_eq!(Locale::new(UiLanguage::Persian).date_time(moment), "۲ آذر ۱۴۰۵ ۱۴:۰۲");
    }
}
