//! A table of one-sample t-tests: one entry per row, and the summary.

use crate::stats::published::table::{
    AtSize, Inconsistency, Question, Row, RowReading, TailCheck, check_table, restore_zeros,
};
use crate::stats::published::{Figure, Grimmer};
use crate::wire::stats::published::options::{
    entries, figure, number_of, printed_p, refuse, scale, text, whole,
};
use crate::wire::stats::published::{model, summary};
use crate::wire::stats::shape::{number, numbers};
use crate::wire::stats::{Error, Request};
use serde_json::{Map, Value, json};

/// Rows, summary and what else was printed about the study.
pub(super) fn table(request: &Request<'_>) -> Result<Value, Error> {
    let options = request.options;
    let mut rows = entries(options, "rows")?
        .iter()
        .enumerate()
        .map(|(index, entry)| row_of(index, entry))
        .collect::<Result<Vec<Row>, Error>>()?;
    let question = Question {
        mu: options
            .get("mu")
            .and_then(Value::as_f64)
            .ok_or(Error::Option { name: "mu", reason: "must be a number" })?,
        n: whole(options, "n_reported")?,
        scale: scale(options)?,
        further: sizes(options)?,
        bound: whole(options, "bound")?.unwrap_or(59),
        alpha: number_of(options, "alpha", 0.05)?,
    };
    let restored = match options.get("restore_zeros") {
        Some(Value::Bool(true)) => restore_zeros(&mut rows),
        _ => Vec::new(),
    };
    let found = check_table(&rows, &question)?;
    let printed = entries(options, "rows")?;
    let shapes: Vec<Value> = rows
        .iter()
        .zip(printed)
        .zip(&found.rows)
        .map(|((row, entry), reading)| {
            let figures = if restored.is_empty() { as_printed(entry) } else { as_restored(row) };
            Value::Object(shape_of(figures, reading, &question))
        })
        .collect();
    let mut shape = Map::new();
    shape.insert("rows".to_owned(), Value::Array(shapes));
    shape.insert("summary".to_owned(), summary::shape(&found, &question, &restored));
    if options.get("loadings").is_some() {
        shape.insert("loadings".to_owned(), model::loadings(request)?);
    }
    if let Some(fit) = options.get("fit") {
        shape.insert("rmsea_identity".to_owned(), model::identity(fit, question.n)?);
    }
    if let Some(bartlett) = options.get("bartlett") {
        shape
            .insert("bartlett_identity".to_owned(), model::bartlett_identity(bartlett, options, question.n)?);
    }
    Ok(Value::Object(shape))
}

/// Further n to check at.
fn sizes(options: &Value) -> Result<Vec<u32>, Error> {
    let wrong = Error::Option { name: "sizes", reason: "must be a list of whole numbers" };
    match options.get("sizes") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(sizes)) => sizes
            .iter()
            .map(|n| n.as_u64().and_then(|n| u32::try_from(n).ok()).ok_or_else(|| wrong.clone()))
            .collect(),
        Some(_) => Err(wrong),
    }
}

fn row_of(index: usize, entry: &Value) -> Result<Row, Error> {
    let favourable = match text(entry, "status")? {
        None => None,
        Some("favourable") => Some(true),
        Some("unfavourable") => Some(false),
        Some(_) => return Err(refuse("status", "must be favourable or unfavourable".to_owned())),
    };
    Ok(Row {
        item: text(entry, "item")?.map_or_else(|| (index + 1).to_string(), str::to_owned),
        mean: figure(entry, "mean")?,
        deviation: figure(entry, "sd")?,
        t: figure(entry, "t")?,
        p: printed_p(entry, "p")?,
        n: whole(entry, "n")?,
        favourable,
    })
}

type Figures = [(&'static str, Value); 4];

fn as_printed(entry: &Value) -> Figures {
    ["t", "p", "mean", "sd"].map(|key| (key, entry.get(key).cloned().unwrap_or_default()))
}

fn as_restored(row: &Row) -> Figures {
    let shape = |figure: Option<Figure>| json!(figure.map(|figure| figure.to_string()));
    let p = json!(row.p.map(|p| p.to_string()));
    [("t", shape(row.t)), ("p", p), ("mean", shape(row.mean)), ("sd", shape(row.deviation))]
}

fn shape_of(figures: Figures, reading: &RowReading, question: &Question) -> Map<String, Value> {
    let mut shape: Map<String, Value> = [
        ("item", json!(reading.item)),
        ("implied_n", reading.implied_n.map_or(Value::Null, number)),
        ("implied_n_range", range(reading.implied_range)),
        ("sign_consistent", json!(reading.sign_consistent)),
        ("sign_possible", json!(reading.sign_possible)),
    ]
    .into_iter()
    .chain(figures)
    .map(|(key, value)| (key.to_owned(), value))
    .collect();
    for at in &reading.sizes {
        add_size(&mut shape, at);
        let inconsistent: Vec<&str> =
            reading.inconsistent_at(at.n).into_iter().map(Inconsistency::name).collect();
        shape.insert(format!("inconsistent_n{}", at.n), json!(inconsistent));
    }
    shape
        .insert(format!("n_upto_{}_consistent_with_mean_sd_t", question.bound), json!(reading.fitting_sizes));
    shape
}

fn range(range: Option<(f64, f64)>) -> Value {
    range.map_or(Value::Null, |(low, high)| numbers(&[low, high]))
}

fn add_size(shape: &mut Map<String, Value>, at: &AtSize) {
    let n = at.n;
    shape.insert(format!("t_expected_n{n}"), at.t_expected.map_or(Value::Null, number));
    shape.insert(format!("t_range_n{n}"), range(at.t_range));
    shape.insert(format!("t_consistent_n{n}"), json!(at.t_consistent));
    shape.insert(format!("grim_n{n}"), json!(at.grim));
    shape.insert(format!("grimmer_n{n}"), json!(at.grimmer.map(Grimmer::is_consistent)));
    shape.insert(format!("grimmer_n{n}_reason"), json!(at.grimmer.map(Grimmer::name)));
    let tail = |check: TailCheck| {
        json!({
            "p_at_t": number(check.p),
            "p_range": numbers(&[check.low, check.high]),
            "consistent": check.consistent,
        })
    };
    let tails = at.tails.map(|tails| {
        json!({ "two_sided": tail(tails.two_sided), "greater": tail(tails.greater), "less": tail(tails.less) })
    });
    shape.insert(format!("p_checks_df{}", n - 1), tails.unwrap_or(Value::Null));
}
