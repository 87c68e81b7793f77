//! The whole table: every row, the groups that share one n, and counts over all rows.

use crate::stats::Error;
use crate::stats::describe::order;
use crate::stats::distribution::student_two_sided;
use crate::stats::published::table::groups::{SharedSize, shared_sizes};
use crate::stats::published::table::row::{AtSize, Question, Row, RowReading, TailCheck, Tails, check_row};

/// A group whose rows allow more n than this is not tested n by n.
const WIDEST_GROUP: u64 = 3;

/// Everything about a table.
#[derive(Clone, PartialEq, Debug)]
pub struct TableReading {
    /// One reading per row; `sizes` begins with the row's own n where it has one, then come the shared ones.
    pub rows: Vec<RowReading>,
    /// The n that rows share, and those of the question, that all rows were checked at.
    pub shared: Vec<u32>,
    /// Counts over all rows.
    pub summary: Summary,
}

/// How many rows agree with an n; each list holds names of items.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SizeCounts {
    /// Rows whose t follows from mean, standard deviation and n.
    pub t_consistent: Vec<String>,
    /// Rows whose t does not.
    pub t_inconsistent: Vec<String>,
    /// Rows whose mean no sum gives.
    pub grim_inconsistent: Vec<String>,
    /// Rows whose mean and standard deviation cannot both be.
    pub grimmer_inconsistent: Vec<String>,
    /// Rows whose p was compared with the tails of t.
    pub p_checked: usize,
    /// Rows whose p is two-sided.
    pub p_two_sided: Vec<String>,
    /// Rows whose p is P(T ≥ t).
    pub p_greater: Vec<String>,
    /// Rows whose p is P(T ≤ t).
    pub p_less: Vec<String>,
    /// Rows whose p is one of the three.
    pub p_any: Vec<String>,
}

/// How many items count as favourable by several rules.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Verdicts {
    /// Favourable and not, as the table prints it; `None` when it prints no status.
    pub printed: Option<(usize, usize)>,
    /// The printed p is at most alpha: yes and no.
    pub by_p: (usize, usize),
    /// The printed p is at most alpha and the printed mean above μ: yes and no.
    pub by_p_and_mean: (usize, usize),
    /// Rows whose p is at most alpha although the mean is not above μ.
    pub significant_but_not_above: Vec<String>,
    /// Two-sided t-tests recomputed from mean, standard deviation and the row's n: above μ, below μ, undetermined.
    pub recomputed: Option<(usize, usize, usize)>,
    /// Rows that are favourable by the printed status (where there is none, by p and mean) and not by the recomputed test,
    /// or the other way round.
    pub changed_by_recomputing: Vec<String>,
}

/// Counts over all rows and statements about groups of them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Summary {
    /// Number of rows.
    pub items: usize,
    /// Rows in which t has not the sign of mean − μ.
    pub sign_inconsistent: Vec<String>,
    /// Smallest and largest implied n; NaN when no row implies one.
    pub implied_range: (f64, f64),
    /// Median of the implied n; NaN likewise.
    pub implied_median: f64,
    /// Every row at its own n.
    pub own: SizeCounts,
    /// All rows at each shared n, in the order of `TableReading::shared`.
    pub shared: Vec<SizeCounts>,
    /// Rows with a whole n up to the bound at which mean, standard deviation and t can all be true.
    pub with_fitting_size: Vec<String>,
    /// Groups of rows that can share one n.
    pub groups: Vec<SharedSize>,
    /// Rows that share an n with no other.
    pub ungrouped: Vec<String>,
    /// Rows whose two-sided p at their own n is at most alpha while the printed p exceeds one half: only the tail on the
    /// other side of t is that large.
    pub p_of_far_tail: Vec<String>,
    /// Some rows print the far tail and others the two-sided p (at their own or a shared n).
    pub tails_mixed: bool,
    /// Favourable items by several rules.
    pub verdicts: Verdicts,
}

/// Checks a table: every row at its own n (the row's, or the one of the question) and at every n that rows share.
///
/// The shared n are those of groups whose rows leave at most three whole n, and the n up to the bound that fits most rows
/// (two at least); the further n of the question are added. Implied ranges of n: see [`check_row`].
///
/// # Errors
/// As [`check_row`]; [`Error::TooFewRows`] without rows.
pub fn check_table(rows: &[Row], question: &Question) -> Result<TableReading, Error> {
    question.check()?;
    if rows.is_empty() {
        return Err(Error::TooFewRows { needed: 1, got: 0 });
    }
    let own = |row: &Row| row.n.or(question.n);
    let first = rows
        .iter()
        .map(|row| check_row(row, question, &own(row).into_iter().collect::<Vec<u32>>()))
        .collect::<Result<Vec<RowReading>, Error>>()?;
    let ranges: Vec<Option<(f64, f64)>> =
        first.iter().map(|row| row.implied_range.filter(|_| row.implied_n.is_some())).collect();
    let (groups, alone) = shared_sizes(&ranges);
    let shared: Vec<u32> =
        sizes_of(&groups, &first, &question.further).into_iter().filter(|n| question.n != Some(*n)).collect();
    let untried = Question { bound: 0, ..question.clone() };
    let mut readings = first;
    for (reading, row) in readings.iter_mut().zip(rows) {
        let further: Vec<u32> = shared.iter().copied().filter(|n| own(row) != Some(*n)).collect();
        reading.sizes.extend(check_row(row, &untried, &further)?.sizes);
    }
    let name = |index: &usize| readings.get(*index).map(|row| row.item.clone()).unwrap_or_default();
    let at = |reading: &RowReading, n: u32| reading.sizes.iter().find(|at| at.n == n).copied();
    let owns: Vec<Option<AtSize>> =
        readings.iter().zip(rows).map(|(reading, row)| own(row).and_then(|n| at(reading, n))).collect();
    let implied: Vec<f64> = readings.iter().map(|row| row.implied_n.unwrap_or(f64::NAN)).collect();
    let spread = order(&implied);
    let p_of_far_tail =
        names(rows, |index, row| is_far_tail(row, owns.get(index).copied().flatten(), question));
    let fits_two_sided = |reading: &RowReading| {
        reading.sizes.iter().filter_map(|at| at.tails).any(|tails| tails.two_sided.consistent == Some(true))
    };
    let summary = Summary {
        items: rows.len(),
        sign_inconsistent: names(rows, |index, _| {
            readings.get(index).is_some_and(|row| row.sign_consistent == Some(false))
        }),
        implied_range: spread.as_ref().map_or((f64::NAN, f64::NAN), |found| (found.minimum, found.maximum)),
        implied_median: spread.map_or(f64::NAN, |found| found.median),
        own: counts(rows, &owns),
        shared: shared
            .iter()
            .map(|n| counts(rows, &readings.iter().map(|reading| at(reading, *n)).collect::<Vec<_>>()))
            .collect(),
        with_fitting_size: names(rows, |index, _| {
            readings.get(index).is_some_and(|row| !row.fitting_sizes.is_empty())
        }),
        ungrouped: alone.iter().map(name).collect(),
        groups,
        tails_mixed: !p_of_far_tail.is_empty() && readings.iter().any(fits_two_sided),
        p_of_far_tail,
        verdicts: verdicts(rows, &owns, question),
    };
    Ok(TableReading { rows: readings, shared, summary })
}

/// Names of the rows for which something holds.
fn names(rows: &[Row], holds: impl Fn(usize, &Row) -> bool) -> Vec<String> {
    rows.iter()
        .enumerate()
        .filter(|(index, row)| holds(*index, row))
        .map(|(_, row)| row.item.clone())
        .collect()
}

/// The n that are worth checking all rows at, smallest first.
fn sizes_of(groups: &[SharedSize], rows: &[RowReading], further: &[u32]) -> Vec<u32> {
    let mut sizes: Vec<u32> = groups
        .iter()
        .filter(|group| group.to.is_some_and(|to| to - group.from < WIDEST_GROUP))
        .flat_map(|group| group.from..=group.to.unwrap_or(group.from))
        .filter_map(|n| u32::try_from(n).ok())
        .filter(|n| *n <= 1_000_000)
        .collect();
    let mut fitting: Vec<u32> = rows.iter().flat_map(|row| row.fitting_sizes.iter().copied()).collect();
    fitting.sort_unstable();
    let most = fitting
        .chunk_by(|one, other| one == other)
        .max_by_key(|same| (same.len(), std::cmp::Reverse(same.first())));
    sizes.extend(most.filter(|same| same.len() >= 2).and_then(<[u32]>::first));
    sizes.extend(further);
    sizes.sort_unstable();
    sizes.dedup();
    sizes
}

fn counts(rows: &[Row], at: &[Option<AtSize>]) -> SizeCounts {
    let of = |holds: &dyn Fn(&AtSize) -> bool| {
        names(rows, |index, _| at.get(index).copied().flatten().is_some_and(|at| holds(&at)))
    };
    let tail = |pick: &dyn Fn(&Tails) -> TailCheck| {
        of(&|at| at.tails.is_some_and(|tails| pick(&tails).consistent == Some(true)))
    };
    SizeCounts {
        t_consistent: of(&|at| at.t_consistent == Some(true)),
        t_inconsistent: of(&|at| at.t_consistent == Some(false)),
        grim_inconsistent: of(&|at| at.grim == Some(false)),
        grimmer_inconsistent: of(&|at| at.grimmer.is_some_and(|found| !found.is_consistent())),
        p_checked: of(&|at| at.tails.is_some_and(|tails| tails.any().is_some())).len(),
        p_two_sided: tail(&|tails| tails.two_sided),
        p_greater: tail(&|tails| tails.greater),
        p_less: tail(&|tails| tails.less),
        p_any: of(&|at| at.tails.is_some_and(|tails| tails.any() == Some(true))),
    }
}

/// Says whether the printed p is that of the side which t does not point to.
fn is_far_tail(row: &Row, at: Option<AtSize>, question: &Question) -> bool {
    let (Some(p), Some(tails)) = (row.p, at.and_then(|at| at.tails)) else { return false };
    p.interval().0 > 0.5 && tails.two_sided.high <= question.alpha
}

fn verdicts(rows: &[Row], at: &[Option<AtSize>], question: &Question) -> Verdicts {
    let significant = |row: &Row| row.p.is_some_and(|p| p.is_significant(question.alpha) == Some(true));
    let above = |row: &Row| row.mean.is_some_and(|mean| mean.value() > question.mu);
    let split = |holds: &dyn Fn(&Row) -> bool| {
        let yes = rows.iter().filter(|row| row.p.is_some() && holds(row)).count();
        (yes, rows.iter().filter(|row| row.p.is_some()).count() - yes)
    };
    let statuses: Vec<bool> = rows.iter().filter_map(|row| row.favourable).collect();
    let yes = statuses.iter().filter(|favourable| **favourable).count();
    let mut recomputed = (0, 0, 0);
    let mut changed = Vec::new();
    for (row, at) in rows.iter().zip(at) {
        let Some((at, t)) = at.and_then(|at| Some((at, at.t_expected?))).filter(|(_, t)| !t.is_nan()) else {
            continue;
        };
        let clear = student_two_sided(t, f64::from(at.n) - 1.0) <= question.alpha;
        let is_above = clear && t > 0.0;
        match (clear, t > 0.0) {
            (true, true) => recomputed.0 += 1,
            (true, false) => recomputed.1 += 1,
            _ => recomputed.2 += 1,
        }
        let by_p = row.p.map(|_| significant(row) && above(row));
        if row.favourable.or(by_p).is_some_and(|favourable| favourable != is_above) {
            changed.push(row.item.clone());
        }
    }
    Verdicts {
        printed: (!statuses.is_empty()).then_some((yes, statuses.len() - yes)),
        by_p: split(&significant),
        by_p_and_mean: split(&|row| significant(row) && above(row)),
        significant_but_not_above: names(rows, |_, row| {
            significant(row) && row.mean.is_some() && !above(row)
        }),
        recomputed: (recomputed != (0, 0, 0)).then_some(recomputed),
        changed_by_recomputing: changed,
    }
}

#[cfg(test)]
mod tests {
    use super::check_table;
    use crate::stats::published::table::{Question, read, restore_zeros};

    /// Four true rows of n = 20 and μ = 3 (answers 1 to 5), one of which prints the tail on the other side.
    #[test]
    fn a_table_whose_text_reports_another_n_shows_the_one_it_was_made_with() {
        let lines: Vec<Vec<&str>> = [
            "item,mean,sd,t,p,status",
            "A,3.6,0.94,2.85,0.01,favourable",
            "B,3.55,0.51,4.82,0.0001,favourable",
            "C,2.4,0.94,-2.85,0.99,unfavourable",
            "D,3,1.03,0,1,unfavourable",
        ]
        .iter()
        .map(|line| line.split(',').collect())
        .collect();
        let mut rows = read(&lines[0], &lines[1..]).rows;
        assert_eq!(restore_zeros(&mut rows).len(), 2);
        let question = Question { n: Some(384), scale: Some((1, 5)), ..Question::against(3.0) };
        let found = check_table(&rows, &question).unwrap();
        let summary = &found.summary;
        assert_eq!(found.shared, [20]);
        assert_eq!(summary.own.t_consistent, ["D"]);
        assert_eq!(summary.with_fitting_size, ["A", "B", "C", "D"]);
        assert_eq!(summary.p_of_far_tail, ["C"]);
        assert!(summary.tails_mixed && summary.sign_inconsistent.is_empty());
        assert_eq!(summary.verdicts.printed, Some((2, 2)));
        assert_eq!(summary.verdicts.recomputed, Some((2, 1, 1)));
        assert!(summary.verdicts.changed_by_recomputing.is_empty());
        assert!(check_table(&[], &question).is_err());
        assert!(check_table(&rows, &Question { n: Some(1), ..question }).is_err());
    }
}
