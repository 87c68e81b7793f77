//! Importance-performance analysis.

use crate::stats::Error as Refusal;
use crate::stats::design::{Attribute, AttributePair, Crosshair, Midpoint, Quadrant, importance_performance};
use crate::wire::stats::shape::{number, number_option};
use crate::wire::stats::{Error, Request};
use serde_json::{Map, Value, json};

/// `{data_mean, data_median, scale_midpoint}`, each `{cross_importance, cross_performance, items: {name: {n, importance,
/// performance, gap_p_minus_i, t_paired, p, quadrant, ipa_priority_i_times_gap}}}`.
pub(super) fn compute(request: &Request<'_>) -> Result<Value, Error> {
    let found = importance_performance(request.table, &pairs(request)?, midpoint(request)?)?;
    Ok(json!({
        "data_mean": shape(&found.attributes, &found.mean),
        "data_median": shape(&found.attributes, &found.median),
        "scale_midpoint": shape(&found.attributes, &found.midpoint),
    }))
}

fn shape(attributes: &[Attribute], crosshair: &Crosshair) -> Value {
    let items: Map<String, Value> = attributes
        .iter()
        .zip(&crosshair.quadrants)
        .map(|(attribute, quadrant)| {
            let shape = json!({
                "n": attribute.n,
                "importance": number(attribute.importance),
                "performance": number(attribute.performance),
                "gap_p_minus_i": number(attribute.gap),
                "t_paired": number(attribute.t),
                "p": number(attribute.p),
                "quadrant": words(*quadrant),
                "ipa_priority_i_times_gap": number(attribute.priority),
            });
            (attribute.name.clone(), shape)
        })
        .collect();
    json!({
        "cross_importance": number(crosshair.importance),
        "cross_performance": number(crosshair.performance),
        "items": items,
    })
}

fn words(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::ConcentrateHere => "concentrate_here",
        Quadrant::KeepUp => "keep_up",
        Quadrant::LowPriority => "low_priority",
        Quadrant::PossibleOverkill => "possible_overkill",
    }
}

/// The option `midpoint`, or the middle of the option `scale`.
fn midpoint(request: &Request<'_>) -> Result<Midpoint, Error> {
    let scale = match request.options.get("scale") {
        None | Some(Value::Null) => None,
        Some(ends) => match ends.as_array().map(Vec::as_slice) {
            Some([lowest, highest]) => lowest.as_f64().zip(highest.as_f64()),
            _ => None,
        }
        .map(Some)
        .ok_or(Error::Option { name: "scale", reason: "must be [lowest, highest]" })?,
    };
    let midpoint = number_option(request, "midpoint", f64::NAN)?;
    Ok(match scale {
        None if midpoint.is_finite() => Midpoint::At(midpoint),
        Some(_) if midpoint.is_finite() => {
            return Err(Error::Option { name: "midpoint", reason: "cannot be given with a scale" });
        }
        Some((lowest, highest)) => Midpoint::OfScale { lowest, highest },
        None => Midpoint::OfScale { lowest: 1.0, highest: 5.0 },
    })
}

/// The option `pairs`, or the columns by their trailing numbers.
fn pairs(request: &Request<'_>) -> Result<Vec<AttributePair>, Error> {
    let wrong =
        Error::Option { name: "pairs", reason: "must be [importance column, performance column, name]" };
    let pairs = match request.options.get("pairs") {
        None | Some(Value::Null) => return by_number(&request.table.names).map_err(Error::Refused),
        Some(pairs) => pairs.as_array().ok_or_else(|| wrong.clone())?,
    };
    let mut found: Vec<AttributePair> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let parts: Vec<&str> =
            pair.as_array().map(|parts| parts.iter().filter_map(Value::as_str).collect()).unwrap_or_default();
        let (importance, performance, name) = match parts[..] {
            [importance, performance] => (importance, performance, importance),
            [importance, performance, name] => (importance, performance, name),
            _ => return Err(wrong),
        };
        if found.iter().any(|other| other.name == name) {
            return Err(Error::Option { name: "pairs", reason: "must give every pair its own name" });
        }
        found.push(AttributePair {
            name: name.to_owned(),
            importance: importance.to_owned(),
            performance: performance.to_owned(),
        });
    }
    Ok(found)
}

/// Columns such as `imp1` and `perf1` as attribute `a1`. The words before the numbers are two; that of the first column is
/// importance, unless the words say the contrary.
fn by_number(names: &[String]) -> Result<Vec<AttributePair>, Refusal> {
    let wrong = |reason: String| Refusal::BadOption { name: "pairs", reason };
    let mut words: Vec<String> = Vec::new();
    let mut columns: Vec<(usize, &str, &str)> = Vec::new();
    for name in names {
        let word = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let digits = name.strip_prefix(word).unwrap_or_default();
        if digits.is_empty() {
            return Err(wrong(format!("must be given, since column {name} does not end in a number")));
        }
        let lower = word.to_lowercase();
        let place = words.iter().position(|other| *other == lower).unwrap_or(words.len());
        if place == words.len() {
            words.push(lower);
        }
        columns.push((place, digits, name));
    }
    let [first, second] = &words[..] else {
        return Err(wrong(
            "must be given, since the columns do not share two words before their numbers".to_owned(),
        ));
    };
    let turned = first.starts_with("perf") || second.starts_with("imp");
    let (wanted, got) = if turned { (1, 0) } else { (0, 1) };
    let of = |place: usize| columns.iter().filter(move |column| column.0 == place);
    let mut pairs: Vec<AttributePair> = Vec::new();
    for (_, digits, importance) in of(wanted) {
        let mut partners = of(got).filter(|(_, other, _)| other == digits);
        let (Some((_, _, performance)), None) = (partners.next(), partners.next()) else {
            return Err(wrong(format!("must be given, since column {importance} has not one partner")));
        };
        let name = format!("a{digits}");
        if pairs.iter().any(|pair| pair.name == name) {
            return Err(wrong(format!("must be given, since two columns are number {digits}")));
        }
        let (importance, performance) = ((*importance).to_owned(), (*performance).to_owned());
        pairs.push(AttributePair { name, importance, performance });
    }
    if of(got).count() != pairs.len() {
        return Err(wrong("must be given, since a column has no partner".to_owned()));
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::by_number;

    fn pairs(names: &[&str]) -> Option<Vec<(String, String, String)>> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let pairs = by_number(&names).ok()?;
        Some(pairs.into_iter().map(|pair| (pair.name, pair.importance, pair.performance)).collect())
    }

    #[test]
    fn columns_pair_by_their_numbers() {
        let found = pairs(&["imp2", "imp10", "perf10", "perf2"]).unwrap();
        assert_eq!(found[1], ("a10".to_owned(), "imp10".to_owned(), "perf10".to_owned()));
        let turned = pairs(&["Perf_1", "Imp_1"]).unwrap();
        assert_eq!(turned[0], ("a1".to_owned(), "Imp_1".to_owned(), "Perf_1".to_owned()));
    }

    #[test]
    fn columns_without_one_partner_are_refused() {
        for names in [
            &["imp1", "perf2"][..],
            &["imp1", "imp2", "perf1"],
            &["imp1", "perf1", "perf2"],
            &["imp1", "x"],
            &["q1"],
        ] {
            assert!(pairs(names).is_none(), "{names:?}");
        }
    }
}
