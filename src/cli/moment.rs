//! Moments as people write them.

use crate::locale::{Arguments, Locale, gregorian_of_jalali};
use crate::model::OperationId;
use crate::text::digits::{DigitSet, rewrite_digits};
use crate::workbench::Moment;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// Years below this are years of the Jalali calendar: the Gregorian ones lie long before any study.
const FIRST_GREGORIAN_YEAR: i16 = 1700;

/// As [`parse`], with a sentence for what is no moment.
pub(super) fn read(text: &str, locale: &Locale) -> Result<Moment, String> {
    parse(text).ok_or_else(|| locale.say("error-moment", &Arguments::new().text("text", text)))
}

/// Reads a number of the history (`12`), a day (its end: `2026-11-24`, `1405-09-03`), or a day and time, in UTC as the
/// history shows them. Digits of any kind will do.
pub(super) fn parse(text: &str) -> Option<Moment> {
    let text = rewrite_digits(text.trim(), DigitSet::Latin);
    if let Ok(number) = text.parse() {
        return Some(Moment::Operation(OperationId(number)));
    }
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text.as_str(), None),
    };
    let mut parts = day.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, month, day): (i16, i8, i8) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    if parts.next().is_some() {
        return None;
    }
    let date = if year < FIRST_GREGORIAN_YEAR {
        let (year, month, day) =
            gregorian_of_jalali(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?
    } else {
        Date::new(year, month, day).ok()?
    };
    let time: Time = match time {
        Some(time) => time.parse().ok()?,
        None => Time::constant(23, 59, 59, 999_999_999),
    };
    let moment = TimeZone::UTC.to_timestamp(DateTime::from_parts(date, time)).ok()?;
    Some(Moment::Time(moment.as_millisecond()))
}
