//! The root of an increasing function.

/// Widest number of doublings from the first guess.
const MOST_DOUBLINGS: u32 = 1100;

/// Where an increasing function crosses zero, above `low`; `guess` > `low` starts the bracket and `limit` ends it. To the
/// last bits of the argument by the method of Ridders (1979), kept in its bracket by halving. NaN when there is no crossing.
pub(super) fn increasing_root(low: f64, guess: f64, limit: f64, gap: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, guess.min(limit));
    let mut gap_low = gap(low);
    let mut gap_high = gap(high);
    for _ in 0..MOST_DOUBLINGS {
        if gap_high >= 0.0 || high >= limit {
            break;
        }
        let reach = 2.0 * (high - low);
        (low, gap_low) = (high, gap_high);
        high = (high + reach).min(limit);
        gap_high = gap(high);
    }
    if gap_low >= 0.0 {
        return if gap_low > 0.0 || gap_low.is_nan() { f64::NAN } else { low };
    }
    if gap_high.is_nan() || gap_high < 0.0 {
        return f64::NAN;
    }
    for _ in 0..300 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        let gap_middle = gap(middle);
        let root = (gap_middle * gap_middle - gap_low * gap_high).sqrt();
        let next = middle - (middle - low) * gap_middle / root;
        let before = high - low;
        keep(&mut low, &mut gap_low, &mut high, &mut gap_high, (middle, gap_middle));
        if next > low && next < high {
            let gap_next = gap(next);
            keep(&mut low, &mut gap_low, &mut high, &mut gap_high, (next, gap_next));
            // A step beside the root closes the other side as well, so that the bracket shrinks from both ends.
            let beside = 4.0 * f64::EPSILON * next.abs();
            let other = if gap_next < 0.0 { next + beside } else { next - beside };
            if before < 1e-3 * next.abs() && other > low && other < high {
                let gap_other = gap(other);
                keep(&mut low, &mut gap_low, &mut high, &mut gap_high, (other, gap_other));
            }
        }
        if gap_low >= 0.0 || gap_high <= 0.0 {
            break;
        }
    }
    if gap_high <= 0.0 { high } else { 0.5 * (low + high) }
}

fn keep(low: &mut f64, gap_low: &mut f64, high: &mut f64, gap_high: &mut f64, (at, gap): (f64, f64)) {
    if gap < 0.0 {
        (*low, *gap_low) = (at, gap);
    } else {
        (*high, *gap_high) = (at, gap);
    }
}
