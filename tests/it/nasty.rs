//! Every statistical method on tables that no method likes: an answer or a refusal, never a panic, and no number that is none.

use baft::stats::{Groups, Table};
use baft::wire::stats::{Input, Request, methods, run};
use serde_json::{Value, json};

fn table(columns: Vec<Vec<f64>>) -> Table {
    Table { names: (1..=columns.len()).map(|number| format!("x{number}")).collect(), columns }
}

/// Answers of five points that look like people's, always the same.
fn answers(rows: usize, columns: usize) -> Vec<Vec<f64>> {
    let mut state = 7_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 40).unwrap()) / f64::from(1_u32 << 24)
    };
    let shared: Vec<f64> = (0..rows).map(|_| next()).collect();
    (0..columns)
        .map(|_| {
            shared
                .iter()
                .map(|common| ((0.5 * common + 0.5 * next()) * 5.0).floor().clamp(0.0, 4.0) + 1.0)
                .collect()
        })
        .collect()
}

/// The tables, each with what is wrong with it.
fn tables() -> Vec<(&'static str, Table)> {
    let change = |name: &'static str, change: &dyn Fn(&mut Vec<Vec<f64>>)| {
        let mut columns = answers(60, 9);
        change(&mut columns);
        (name, table(columns))
    };
    vec![
        ("nothing at all", Table::default()),
        ("no rows", table(vec![Vec::new(); 9])),
        ("one row", table(answers(1, 9))),
        ("two rows", table(answers(2, 9))),
        ("fewer rows than columns", table(answers(6, 9))),
        ("one column", table(answers(60, 1))),
        change("a constant column", &|columns| columns[2].fill(3.0)),
        change("all columns constant", &|columns| columns.iter_mut().for_each(|column| column.fill(4.0))),
        change("a column twice", &|columns| columns[1] = columns[0].clone()),
        change("a sum of others", &|columns| {
            columns[2] = columns[0].iter().zip(&columns[1]).map(|(one, other)| one + other).collect();
        }),
        change("an empty column", &|columns| columns[4].fill(f64::NAN)),
        change("everything missing", &|columns| columns.iter_mut().for_each(|column| column.fill(f64::NAN))),
        change("a gap in every row", &|columns| {
            for row in 0..60 {
                columns[row % 9][row] = f64::NAN;
            }
        }),
        change("huge offsets", &|columns| {
            columns.iter_mut().for_each(|column| column.iter_mut().for_each(|value| *value += 1e12));
        }),
        change("huge and tiny scales", &|columns| {
            columns[0].iter_mut().for_each(|value| *value *= 1e150);
            columns[1].iter_mut().for_each(|value| *value *= 1e-150);
        }),
        change("an infinite value", &|columns| columns[3][5] = f64::INFINITY),
        change("two categories", &|columns| {
            columns
                .iter_mut()
                .for_each(|column| column.iter_mut().for_each(|value| *value = (*value > 3.0).into()));
        }),
        change("one category but for one row", &|columns| {
            columns[0].fill(1.0);
            columns[0][0] = 2.0;
        }),
        change("opposite columns", &|columns| {
            columns[1] = columns[0].iter().map(|value| 6.0 - value).collect();
        }),
        change("as it should be", &|_| {}),
    ]
}

/// Options with which methods are asked besides their defaults.
fn options() -> Vec<Value> {
    let items = |from: usize| (from..from + 3).map(|item| format!("x{item}")).collect::<Vec<_>>();
    vec![
        Value::Null,
        json!({ "nfactors": 2, "mu": 3.0, "iterations": 5, "rounds": 10, "seed": 1 }),
        json!({ "nfactors": 2, "correlations": "polychoric" }),
        json!({ "nfactors": 30, "mu": null, "rounds": -1, "seed": "x", "iterations": 0 }),
        json!({
            "blocks": { "A": items(1), "B": items(4), "C": items(7) },
            "paths": [["A", "B"], ["B", "C"]], "modes": { "A": "A", "B": "B", "C": "A" },
            "bootstrap": { "rounds": 10, "seed": 1, "confidence": 0.95 },
        }),
    ]
}

/// Strings that would mean that a number slipped through undefined.
fn assert_defined(value: &Value, told: &str) {
    match value {
        Value::String(text) => assert!(!matches!(text.as_str(), "NaN" | "inf" | "-inf"), "{told}"),
        Value::Array(values) => values.iter().for_each(|value| assert_defined(value, told)),
        Value::Object(values) => values.values().for_each(|value| assert_defined(value, told)),
        _ => {}
    }
}

/// What one method said to the questions about one table: answers, refusals, and the questions at which it panicked.
#[derive(Default)]
struct Heard {
    answered: usize,
    refused: usize,
    panicked: Vec<String>,
}

impl Heard {
    fn ask(&mut self, name: &str, request: &Request<'_>) {
        let told = format!(
            "{} on {name} with {} {:?} {:?}",
            request.method, request.options, request.model, request.input
        );
        match std::panic::catch_unwind(|| run(request)) {
            Ok(Ok(answer)) => {
                self.answered += 1;
                assert_defined(&answer, &told);
            }
            Ok(Err(error)) => {
                self.refused += 1;
                assert!(!error.to_string().is_empty(), "{told}");
            }
            Err(_panic) => self.panicked.push(told),
        }
    }
}

/// Asks every method about one table: with each way to take it and each model, then with each set of options.
fn ask_about(name: &str, table: &Table) -> Heard {
    let models = [
        "A =~ x1 + x2 + x3\nB =~ x4 + x5 + x6\nC =~ x7 + x8 + x9",
        "A =~ x1 + x2\nB =~ x1 + x2",
        "x1 ~ x2 + x3\nx2 ~ x1",
    ];
    let groups = Groups {
        names: vec!["one".to_owned(), "two".to_owned(), "lonely".to_owned()],
        of_row: (0..table.rows()).map(|row| if row == 0 { Some(2) } else { Some(row % 2) }).collect(),
    };
    let mut heard = Heard::default();
    for method in methods() {
        let fits_models = method.name.starts_with("sem") || method.name.starts_with("validity");
        let grouped = method.name.contains("group") || method.name.contains("invariance");
        let mut ask = |options: &Value, model: Option<&str>, input: Input| {
            let groups = grouped.then_some(&groups);
            heard
                .ask(name, &Request { method: method.name, table, more: &[], input, groups, model, options });
        };
        for input in [Input::Listwise, Input::Pairwise, Input::Correlations { n: 100 }] {
            ask(&Value::Null, None, input);
        }
        for model in models.into_iter().filter(|_| fits_models) {
            ask(&json!({ "rounds": 10 }), Some(model), Input::Listwise);
        }
        for options in options() {
            ask(&options, None, Input::Listwise);
        }
    }
    heard
}

#[test]
fn every_method_answers_or_refuses() {
    let tables = tables();
    let halves: Vec<Heard> = std::thread::scope(|scope| {
        let threads: Vec<_> = tables
            .chunks(tables.len().div_ceil(2))
            .map(|half| {
                scope.spawn(|| half.iter().map(|(name, table)| ask_about(name, table)).collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let panicked: Vec<&str> = halves.iter().flat_map(|heard| &heard.panicked).map(String::as_str).collect();
    assert!(panicked.is_empty(), "{} panics:\n{}", panicked.len(), panicked.join("\n"));
    let answered: usize = halves.iter().map(|heard| heard.answered).sum();
    let refused: usize = halves.iter().map(|heard| heard.refused).sum();
    assert!(answered > 500 && refused > 500, "{answered} answers, {refused} refusals");
}
