//! Rows whose figures imply one n.

/// A group of rows that can share one n.
#[derive(Clone, PartialEq, Debug)]
pub struct SharedSize {
    /// Smallest whole n that all of them allow.
    pub from: u64,
    /// Largest one; `None` where there is no largest.
    pub to: Option<u64>,
    /// The rows, from 0, in their order.
    pub rows: Vec<usize>,
}

impl SharedSize {
    /// The n, where the rows allow one only.
    pub fn single(&self) -> Option<u64> {
        (self.to == Some(self.from)).then_some(self.from)
    }
}

/// The whole numbers n ≥ 2 of a range.
#[derive(Clone, Copy)]
struct Whole {
    row: usize,
    from: u64,
    to: Option<u64>,
}

/// Puts rows into groups that can share one n: the n that most rows allow takes them, and again among the rest (the
/// smallest such n where several do). Groups have at least two rows; the others, and rows whose range holds no whole number,
/// are returned apart.
///
/// `ranges` are smallest and largest implied n of each row; `None` takes no part.
pub fn shared_sizes(ranges: &[Option<(f64, f64)>]) -> (Vec<SharedSize>, Vec<usize>) {
    let mut alone = Vec::new();
    let mut open: Vec<Whole> = Vec::new();
    for (row, range) in ranges.iter().enumerate() {
        let Some((low, high)) = range else { continue };
        match whole_numbers(row, *low, *high) {
            Some(whole) => open.push(whole),
            None => alone.push(row),
        }
    }
    let mut groups = Vec::new();
    while let Some(n) = most_allowed(&open) {
        let (taken, rest): (Vec<Whole>, Vec<Whole>) = open.into_iter().partition(|whole| allows(whole, n));
        open = rest;
        groups.push(SharedSize {
            from: taken.iter().map(|whole| whole.from).max().unwrap_or(n),
            to: taken.iter().filter_map(|whole| whole.to).min(),
            rows: taken.iter().map(|whole| whole.row).collect(),
        });
    }
    alone.extend(open.iter().map(|whole| whole.row));
    alone.sort_unstable();
    (groups, alone)
}

fn allows(whole: &Whole, n: u64) -> bool {
    whole.from <= n && whole.to.is_none_or(|to| n <= to)
}

/// The smallest n that at least two rows and no fewer than any other n allow.
fn most_allowed(open: &[Whole]) -> Option<u64> {
    // Only where a range begins can more rows begin to agree.
    let mut begins: Vec<u64> = open.iter().map(|whole| whole.from).collect();
    begins.sort_unstable();
    let mut ends: Vec<u64> = open.iter().filter_map(|whole| whole.to).collect();
    ends.sort_unstable();
    let mut best: Option<(usize, u64)> = None;
    let mut over = 0;
    for (begun, n) in begins.iter().enumerate() {
        while ends.get(over).is_some_and(|end| end < n) {
            over += 1;
        }
        let agree = begun + 1 - over;
        if agree >= 2 && best.is_none_or(|(most, _)| agree > most) {
            best = Some((agree, *n));
        }
    }
    best.map(|(_, n)| n)
}

/// The whole numbers between two numbers, both ends included within the rounding of the computation.
fn whole_numbers(row: usize, low: f64, high: f64) -> Option<Whole> {
    let from = whole((low - 1e-9 * (1.0 + low.abs())).ceil().max(2.0))?;
    let to =
        if high.is_infinite() { None } else { Some(whole((high + 1e-9 * (1.0 + high)).floor().max(0.0))?) };
    to.is_none_or(|to| from <= to).then_some(Whole { row, from, to })
}

/// A number without a fraction as a count; `None` beyond all counts.
fn whole(number: f64) -> Option<u64> {
    format!("{number:.0}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{SharedSize, shared_sizes};

    #[test]
    fn the_largest_group_comes_first_and_the_rest_follows() {
        let ranges = [
            Some((19.2, 20.9)),
            Some((210.0, 230.0)),
            Some((219.5, 240.0)),
            Some((19.8, 20.2)),
            Some((225.0, 260.0)),
            None,
            Some((19.9, f64::INFINITY)),
            Some((31.2, 31.8)),
        ];
        let (groups, alone) = shared_sizes(&ranges);
        assert_eq!(
            groups,
            [
                SharedSize { from: 225, to: Some(230), rows: vec![1, 2, 4, 6] },
                SharedSize { from: 20, to: Some(20), rows: vec![0, 3] },
            ]
        );
        assert_eq!(alone, [7]);
        assert_eq!(groups.last().and_then(SharedSize::single), Some(20));
    }

    #[test]
    fn nothing_is_grouped_without_two_rows() {
        assert_eq!(shared_sizes(&[None, Some((f64::NAN, 3.0))]), (vec![], vec![1]));
        assert_eq!(shared_sizes(&[]), (vec![], vec![]));
    }
}
