//! The four coefficients for coders who cut units out of a continuum and name them.

use crate::stats::Error;
use crate::stats::agreement::unitizing::{Unit, check_units, joined};
use crate::stats::describe::count;
use std::collections::BTreeSet;

/// One coefficient with the disagreements it is made of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct UnitAlpha {
    /// 1 − `observed` / `expected`; NaN where nothing could have differed.
    pub alpha: f64,
    /// Share of all pairable elements of two coders that are taken differently.
    pub observed: f64,
    /// The same if the units were placed by chance.
    pub expected: f64,
}

/// Agreement on one category.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CategoryAgreement {
    /// The category.
    pub category: usize,
    /// |uα of this category alone: is a place marked so or not, whatever else it is marked.
    pub presence: UnitAlpha,
    /// (k)uα: where this category meets marks of other coders, is it the same one? NaN where it meets none, where no other
    /// category does, and where units of one coder overlap.
    pub coding: f64,
    /// Elements marked so, over all coders.
    pub length: usize,
    /// The part of `length` that meets marks of other coders, 0 to 1; NaN where units of one coder overlap.
    pub coverage: f64,
}

/// The family of coefficients.
#[derive(Clone, PartialEq, Debug)]
pub struct UnitizingFamily {
    /// |uα: agreement on what is marked at all.
    pub presence: UnitAlpha,
    /// uα: agreement on where units are and what they are called. None where units of one coder overlap, so that a place has
    /// no single category.
    pub whole: Option<UnitAlpha>,
    /// cuα: agreement on the categories where two coders marked something. None as `whole`.
    pub coding: Option<UnitAlpha>,
    /// Share of the continuum, coder by coder, that `coding` speaks about; NaN as `whole`.
    pub coding_coverage: f64,
    /// By category, in the order of their numbers.
    pub categories: Vec<CategoryAgreement>,
}

/// α for unitizing in its later form (Krippendorff, Mathet, Bouvry & Widlöcher 2016, Quality & Quantity 50; Krippendorff 2019,
/// section 12.6, eqs. 32 to 38): |uα, uα, cuα and (k)uα, with the nominal difference of categories.
///
/// `length` is the length of the continuum in its smallest elements, such as characters: a gap counts as so many separate
/// elements, a unit as one piece, so that the unit of length matters. Several texts may be laid end to end. Units of one
/// coder that overlap are joined for `presence`; touching units stay two. No interval is given: a continuum has no
/// independent pieces that could be resampled.
///
/// # Errors
/// [`Error::BadOption`] for a unit that is empty or beyond the continuum, or with fewer than two coders.
pub fn unitizing_family(length: usize, coders: usize, units: &[Unit]) -> Result<UnitizingFamily, Error> {
    check_units(length, coders, units)?;
    let names: Vec<usize> =
        units.iter().map(|unit| unit.category).collect::<BTreeSet<_>>().into_iter().collect();
    let marked = |wanted: &dyn Fn(&Unit) -> bool| -> Vec<Vec<Span>> {
        (0..coders)
            .map(|coder| {
                joined(units.iter().filter(|unit| unit.coder == coder && wanted(unit)))
                    .into_iter()
                    .map(|(start, end)| Span { start, end, category: 0 })
                    .collect()
            })
            .collect()
    };
    let presence = |wanted: &dyn Fn(&Unit) -> bool| Continuum::of(&marked(wanted), length, 1).whole();
    let own = separate(coders, units, &names);
    let continuum = own.as_ref().map(|spans| Continuum::of(spans, length, names.len()));
    let coding = continuum.as_ref().map(Continuum::marks);
    let categories = names
        .iter()
        .enumerate()
        .map(|(place, category)| {
            let wanted = |unit: &Unit| unit.category == *category;
            let length = marked(&wanted).iter().flatten().map(|span| span.end - span.start).sum();
            CategoryAgreement {
                category: *category,
                presence: presence(&wanted),
                coding: coding.as_ref().map_or(f64::NAN, |square| square.of_category(place)),
                length,
                coverage: coding.as_ref().map_or(f64::NAN, |square| square.margins()[place] / count(length)),
            }
        })
        .collect();
    let met: f64 = coding.as_ref().map_or(f64::NAN, |square| square.margins().iter().sum());
    Ok(UnitizingFamily {
        presence: presence(&|_| true),
        whole: continuum.as_ref().map(Continuum::whole),
        coding: coding.as_ref().map(Square::alpha),
        coding_coverage: met / (count(coders) * count(length)),
        categories,
    })
}

#[derive(Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    /// Place of the category among all.
    category: usize,
}

/// The units of every coder in order; none where two of one coder overlap in different categories. Those that overlap in
/// one category are joined.
fn separate(coders: usize, units: &[Unit], names: &[usize]) -> Option<Vec<Vec<Span>>> {
    (0..coders)
        .map(|coder| {
            let mut spans: Vec<Span> = names
                .iter()
                .enumerate()
                .flat_map(|(category, name)| {
                    let own = units.iter().filter(|unit| unit.coder == coder && unit.category == *name);
                    joined(own).into_iter().map(move |(start, end)| Span { start, end, category })
                })
                .collect();
            spans.sort_by_key(|span| span.start);
            let apart = spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
            apart.then_some(spans)
        })
        .collect()
}

/// A part of the continuum in which no coder begins or ends anything.
struct Piece {
    length: f64,
    /// Place of the coder's unit among his; none in a gap.
    spans: Vec<Option<usize>>,
}

/// All coders' units over one continuum.
struct Continuum<'a> {
    coders: &'a [Vec<Span>],
    pieces: Vec<Piece>,
    length: f64,
    categories: usize,
}

/// Coincidences of categories of two coders, with what each category meets of itself within one and the same unit.
struct Square {
    size: usize,
    cells: Vec<f64>,
    itself: Vec<f64>,
}

impl<'a> Continuum<'a> {
    fn of(coders: &'a [Vec<Span>], length: usize, categories: usize) -> Self {
        let borders: BTreeSet<usize> =
            coders.iter().flatten().flat_map(|span| [span.start, span.end]).chain([0, length]).collect();
        let borders: Vec<usize> = borders.into_iter().collect();
        let mut next = vec![0; coders.len()];
        let mut pieces = Vec::with_capacity(borders.len());
        for pair in borders.windows(2) {
            let mut spans = Vec::with_capacity(coders.len());
            for (own, next) in coders.iter().zip(&mut next) {
                while own.get(*next).is_some_and(|span| span.end <= pair[0]) {
                    *next += 1;
                }
                spans.push(own.get(*next).filter(|span| span.start <= pair[0]).map(|_| *next));
            }
            pieces.push(Piece { length: count(pair[1] - pair[0]), spans });
        }
        Self { coders, pieces, length: count(length), categories }
    }

    /// The category of each coder in a piece; the number of categories stands for a gap.
    fn categories_in(&self, piece: &Piece) -> Vec<usize> {
        piece
            .spans
            .iter()
            .zip(self.coders)
            .map(|(span, own)| span.map_or(self.categories, |span| own[span].category))
            .collect()
    }

    fn coincidences(&self) -> Vec<f64> {
        let size = self.categories + 1;
        let others = count(self.coders.len() - 1);
        let mut cells = vec![0.0; size * size];
        for piece in &self.pieces {
            let categories = self.categories_in(piece);
            for (coder, own) in categories.iter().enumerate() {
                for (_, another) in categories.iter().enumerate().filter(|(other, _)| *other != coder) {
                    cells[own * size + another] += piece.length / others;
                }
            }
        }
        cells
    }

    /// Units and gaps together. A unit meets the square of its length of itself, a gap its length, since it has no inner
    /// structure (eq. 33).
    fn whole(&self) -> UnitAlpha {
        let size = self.categories + 1;
        let mut itself = vec![0.0; size];
        for own in self.coders {
            let mut gaps = self.length;
            for span in own {
                let length = count(span.end - span.start);
                itself[span.category] += length * length;
                gaps -= length;
            }
            itself[size - 1] += gaps;
        }
        Square { size, cells: self.coincidences(), itself }.alpha()
    }

    /// Units where they meet units: each meets of itself the square of the length it has in common with marks of the other
    /// coders, on average over them (eq. 36).
    fn marks(&self) -> Square {
        let size = self.categories;
        let cells = self
            .coincidences()
            .chunks(size + 1)
            .take(size)
            .flat_map(|row| row[..size].to_vec())
            .collect::<Vec<f64>>();
        let others = count(self.coders.len() - 1);
        let mut itself = vec![0.0; size];
        for (coder, own) in self.coders.iter().enumerate() {
            let mut common = vec![0.0; own.len()];
            for piece in &self.pieces {
                if let Some(span) = piece.spans[coder] {
                    let marks = count(piece.spans.iter().flatten().count() - 1);
                    common[span] += piece.length * marks / others;
                }
            }
            for (span, common) in own.iter().zip(&common) {
                itself[span.category] += common * common;
            }
        }
        Square { size, cells, itself }
    }
}

impl Square {
    fn margins(&self) -> Vec<f64> {
        self.cells.chunks(self.size.max(1)).map(|row| row.iter().sum()).collect()
    }

    fn alpha(&self) -> UnitAlpha {
        let margins = self.margins();
        let total: f64 = margins.iter().sum();
        let (mut observed, mut expected) = (0.0, 0.0);
        for row in 0..self.size {
            for column in (0..self.size).filter(|column| *column != row) {
                observed += self.cells[row * self.size + column];
                expected += margins[row] * margins[column];
            }
        }
        let expected = expected / (total * total - self.itself.iter().sum::<f64>());
        let observed = observed / total;
        let alpha = if expected > 0.0 { 1.0 - observed / expected } else { f64::NAN };
        UnitAlpha { alpha, observed, expected }
    }

    /// Of one category (eq. 38).
    fn of_category(&self, category: usize) -> f64 {
        let margins = self.margins();
        let own = margins[category];
        let total: f64 = margins.iter().sum();
        let apart = own * (total - own);
        if apart.is_nan() || apart <= 0.0 {
            return f64::NAN;
        }
        let agreed = self.cells[category * self.size + category];
        let expected = own * total - self.itself[category];
        1.0 - expected / own * (own - agreed) / apart
    }
}

#[cfg(test)]
mod tests {
    use super::{Unit, unitizing_family};

    fn units(coder: usize, list: &[(usize, usize, usize)]) -> Vec<Unit> {
        list.iter()
            .map(|(start, end, category)| Unit { coder, start: *start, end: *end, category: *category })
            .collect()
    }

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-12
    }

    /// Two coders, length 10. One marks 0–4 as A, the other 2–4 as A and 6–8 as B.
    /// Coincidences: A–A 2·2, A–gap 2 each way, B–gap 2 each way, gap–gap 2·4; margins A 6, B 2, gap 12, in all 20.
    /// With themselves: A 16 + 4, B 4, gap 6 + 6, in all 36; expected pairs are divided by 400 − 36.
    #[test]
    fn two_coders_by_hand() {
        let all = [units(0, &[(0, 4, 0)]), units(1, &[(6, 8, 1), (2, 4, 0)])].concat();
        let found = unitizing_family(10, 2, &all).unwrap();
        let whole = found.whole.unwrap();
        assert!(near(whole.observed, 8.0 / 20.0) && near(whole.expected, 216.0 / 364.0));
        assert!(near(whole.alpha, 1.0 - 0.4 * 364.0 / 216.0));
        assert!(near(found.presence.alpha, 1.0 - 0.4 * 364.0 / 192.0));
        // Both marked 2–4 only, both as A: nothing varies.
        assert!(found.coding.unwrap().alpha.is_nan());
        assert!(near(found.coding_coverage, 4.0 / 20.0));
        assert!(near(found.categories[0].coverage, 4.0 / 6.0) && near(found.categories[1].coverage, 0.0));
        assert_eq!((found.categories[0].length, found.categories[1].length), (6, 2));
    }

    /// The example of Krippendorff (2019, figure 12.11): three coders, 60 places; the book gives .510, .413 and .724, alphas
    /// 1 for the categories 1, 5 and 6 and 0 for 2, 3 and 4, category 5 covering 44 % of its length and 7 nothing.
    #[test]
    fn three_coders_of_the_book() {
        let one = [(0, 7, 1), (7, 13, 2), (30, 32, 5), (32, 37, 6), (37, 44, 6), (44, 60, 7)];
        let two = [(0, 7, 1), (7, 13, 3), (13, 21, 5), (32, 44, 6)];
        let three = [(0, 7, 1), (7, 13, 4), (13, 21, 5), (32, 37, 6), (37, 41, 6), (41, 44, 6)];
        let all = [units(0, &one), units(1, &two), units(2, &three)].concat();
        let found = unitizing_family(60, 3, &all).unwrap();
        assert!((found.whole.unwrap().alpha - 0.510).abs() < 5e-4);
        assert!((found.presence.alpha - 0.413).abs() < 1e-3);
        assert!((found.coding.unwrap().alpha - 0.724).abs() < 5e-4);
        let coding: Vec<f64> = found.categories.iter().map(|category| category.coding).collect();
        for (value, expected) in coding.iter().zip([1.0, 0.0, 0.0, 0.0, 1.0, 1.0]) {
            assert!(near(*value, expected), "{coding:?}");
        }
        assert!(coding[6].is_nan());
        assert!(near(found.categories[4].coverage, 8.0 / 18.0) && near(found.categories[6].coverage, 0.0));
    }

    #[test]
    fn the_same_units_agree_fully_and_their_order_does_not_matter() {
        let own = [(3, 7, 0), (7, 10, 1), (20, 30, 0)];
        let all = [units(0, &own), units(1, &own), units(2, &own)].concat();
        let found = unitizing_family(30, 3, &all).unwrap();
        for alpha in [found.whole, found.coding, Some(found.presence)] {
            assert!(near(alpha.unwrap().alpha, 1.0));
        }
        let mut turned = all.clone();
        turned.reverse();
        assert_eq!(unitizing_family(30, 3, &turned).unwrap(), found);
    }

    #[test]
    fn a_passage_with_two_codes_leaves_presence_alone() {
        let all = [units(0, &[(0, 10, 0), (5, 15, 1)]), units(1, &[(0, 15, 0), (5, 15, 1)])].concat();
        let found = unitizing_family(40, 2, &all).unwrap();
        assert!(found.whole.is_none() && found.coding.is_none() && found.coding_coverage.is_nan());
        assert!(near(found.presence.alpha, 1.0) && near(found.categories[1].presence.alpha, 1.0));
        assert!(found.categories[0].presence.alpha < 1.0);
    }

    #[test]
    fn nothing_marked_is_undefined_and_impossible_units_are_refused() {
        let found = unitizing_family(10, 2, &[]).unwrap();
        assert!(found.whole.unwrap().alpha.is_nan() && found.presence.alpha.is_nan());
        assert!(unitizing_family(10, 1, &[]).is_err());
        for bad in [(4, 4, 0), (5, 4, 0), (0, 11, 0)] {
            assert!(unitizing_family(10, 2, &units(0, &[bad])).is_err());
        }
    }
}
