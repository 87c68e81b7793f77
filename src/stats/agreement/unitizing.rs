//! Agreement of coders who also choose where a unit begins and ends.

use crate::stats::Error;
use crate::stats::describe::count;
use std::collections::BTreeSet;

/// A span that a coder gave a category.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// The coder, from 0.
    pub coder: usize,
    /// First element, from 0.
    pub start: usize,
    /// Element after the last.
    pub end: usize,
    /// The category.
    pub category: usize,
}

/// A section of the continuum: a unit of the category, or a gap between such units.
struct Section {
    start: f64,
    length: f64,
    is_unit: bool,
}

/// α for unitizing (Krippendorff 1995; 2004, "Measuring the reliability of qualitative text analysis data", eqs. 4 and 5):
/// 1 − ΣD_o/ΣD_e over the categories, where the disagreement of overlapping units is the sum of the squared distances of
/// their ends, and that of a unit in another coder's gap its squared length. Expected is what random placing of all units
/// would give.
///
/// `length` is the length of the continuum in elements, such as characters. Overlapping units of one coder in one category
/// are joined. The later form, with separate coefficients for places and names, is [`crate::stats::agreement::unitizing_family`].
/// NaN when nobody marked anything; with equal units of all coders 1.
///
/// # Errors
/// [`Error::BadOption`] for a unit that is empty or beyond the continuum, or with fewer than two coders.
pub fn unitizing(length: usize, coders: usize, units: &[Unit]) -> Result<f64, Error> {
    check_units(length, coders, units)?;
    let categories: BTreeSet<usize> = units.iter().map(|unit| unit.category).collect();
    let (mut observed, mut expected) = (0.0, 0.0);
    for category in categories {
        let sections: Vec<Vec<Section>> =
            (0..coders).map(|coder| sections(length, units, coder, category)).collect();
        observed += observed_disagreement(&sections, count(length));
        expected += expected_disagreement(&sections, count(length));
    }
    Ok(if expected > 0.0 { 1.0 - observed / expected } else { f64::NAN })
}

/// Refuses units that cannot be, and a single coder.
pub(super) fn check_units(length: usize, coders: usize, units: &[Unit]) -> Result<(), Error> {
    let bad = |reason: String| Err(Error::BadOption { name: "units", reason });
    if coders < 2 {
        return bad("two coders are needed".to_owned());
    }
    if let Some(unit) = units.iter().find(|unit| unit.start >= unit.end || unit.end > length) {
        return bad(format!("{} to {} is no span of {length} elements", unit.start, unit.end));
    }
    match units.iter().find(|unit| unit.coder >= coders) {
        Some(unit) => bad(format!("coder {} of {coders}", unit.coder + 1)),
        None => Ok(()),
    }
}

/// The elements that units cover, in order; overlapping units become one, touching ones stay two.
pub(super) fn joined<'a>(units: impl Iterator<Item = &'a Unit>) -> Vec<(usize, usize)> {
    let mut own: Vec<(usize, usize)> = units.map(|unit| (unit.start, unit.end)).collect();
    own.sort_unstable();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (start, end) in own {
        match found.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => found.push((start, end)),
        }
    }
    found
}

/// The units of a coder in a category and the gaps between them, in order.
fn sections(length: usize, units: &[Unit], coder: usize, category: usize) -> Vec<Section> {
    let joined = joined(units.iter().filter(|unit| unit.coder == coder && unit.category == category));
    let mut found = Vec::new();
    let mut at = 0;
    let mut push = |start: usize, end: usize, is_unit: bool| {
        if end > start {
            found.push(Section { start: count(start), length: count(end - start), is_unit });
        }
    };
    for (start, end) in joined {
        push(at, start, false);
        push(start, end, true);
        at = end;
    }
    push(at, length, false);
    found
}

fn observed_disagreement(sections: &[Vec<Section>], length: f64) -> f64 {
    let m = count(sections.len());
    let mut sum = 0.0;
    for (coder, own) in sections.iter().enumerate() {
        for (_, others) in sections.iter().enumerate().filter(|(other, _)| *other != coder) {
            for one in own.iter().filter(|section| section.is_unit) {
                for other in others {
                    let overlap =
                        one.start < other.start + other.length && other.start < one.start + one.length;
                    if !overlap {
                        continue;
                    }
                    if other.is_unit {
                        let begin = one.start - other.start;
                        let end = one.start + one.length - other.start - other.length;
                        sum += begin * begin + end * end;
                    } else if one.start >= other.start && one.start + one.length <= other.start + other.length
                    {
                        // Once from either side: the pair of a unit and a gap counts in both orders.
                        sum += 2.0 * one.length * one.length;
                    }
                }
            }
        }
    }
    sum / (m * (m - 1.0) * length * length)
}

fn expected_disagreement(sections: &[Vec<Section>], length: f64) -> f64 {
    let m = count(sections.len());
    let all = || sections.iter().flatten();
    let mut sum = 0.0;
    let mut placed = 0.0;
    for unit in all().filter(|section| section.is_unit) {
        let l = unit.length;
        placed += l * (l - 1.0);
        let gaps: f64 = all()
            .filter(|section| !section.is_unit && section.length >= l)
            .map(|gap| gap.length - l + 1.0)
            .sum();
        sum += (l - 1.0) / 3.0 * (2.0 * l * l - 3.0 * l + 1.0) + l * l * gaps;
    }
    let pairs = m * length * (m * length - 1.0) - placed;
    2.0 / length * sum / pairs
}

#[cfg(test)]
mod tests {
    use super::{Unit, unitizing};

    fn unit(coder: usize, start: usize, end: usize, category: usize) -> Unit {
        Unit { coder, start, end, category }
    }

    #[test]
    fn equal_units_agree_and_disjoint_ones_do_not() {
        let same = [unit(0, 10, 20, 0), unit(1, 10, 20, 0), unit(0, 40, 70, 1), unit(1, 40, 70, 1)];
        assert!((unitizing(100, 2, &same).unwrap() - 1.0).abs() < 1e-12);
        let apart = [unit(0, 0, 30, 0), unit(1, 60, 90, 0)];
        assert!(unitizing(100, 2, &apart).unwrap() < 0.0);
        let near = [unit(0, 10, 20, 0), unit(1, 11, 20, 0)];
        let far = [unit(0, 10, 20, 0), unit(1, 15, 20, 0)];
        assert!(unitizing(100, 2, &near).unwrap() > unitizing(100, 2, &far).unwrap());
        assert!(unitizing(100, 2, &[]).unwrap().is_nan());
        assert!(unitizing(100, 2, &[unit(0, 90, 101, 0)]).is_err());
    }

    #[test]
    fn one_unit_of_two_coders_by_hand() {
        // L = 10, units [2, 5) and [3, 6): D_o = 2 (1 + 1) / (2 · 1 · 100) = .02. Expected: each unit of length 3 gives
        // (2/3)(18 − 9 + 1) = 20/3 and 9 times the places in gaps (2 − 3 < 0; 5 − 3 + 1 = 3; 3 − 3 + 1 = 1; 4 − 3 + 1 = 2)
        // = 9 · 6; D_e = (2/10) · 2 (20/3 + 54) / (20 · 19 − 2 · 6).
        let value = unitizing(10, 2, &[unit(0, 2, 5, 0), unit(1, 3, 6, 0)]).unwrap();
        let expected = 0.2 * 2.0 * (20.0 / 3.0 + 54.0) / (380.0 - 12.0);
        assert!((value - (1.0 - 0.02 / expected)).abs() < 1e-12, "{value}");
    }
}
