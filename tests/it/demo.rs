//! The whole job on the sample study.

use crate::program::Workspace;

#[test]
fn the_sample_study_runs_to_its_report_twice() {
    let workspace = Workspace::new();
    workspace.ok(&["demo", "d"]);
    let first = workspace.ok(&["code", "d/sample.baft", "export"]);
    let run = workspace.run(&["demo", "d"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("[9/9]"), "{}", run.err);
    assert_eq!(workspace.ok(&["code", "d/sample.baft", "export"]), first, "same input, same output");
    let report = workspace.read("d/report.html");
    for wanted in ["<html lang=\"fa\" dir=\"rtl\">", "id=\"page-en\"", "<svg", "id=\"fa-R17\"", "شبیه‌سازی"]
    {
        assert!(report.contains(wanted), "{wanted}");
    }
    assert!(!report.contains("http-equiv") && !report.contains("src=\"http") && !report.contains("<script"));
    workspace.ok(&["doctor", "d/sample.baft"]);
}

#[test]
fn every_quotation_of_the_sample_stands_in_its_source() {
    let workspace = Workspace::new();
    workspace.ok(&["demo", "d"]);
    let codings = workspace.json(&["code", "d/sample.baft"]);
    let codings = codings.as_array().unwrap();
    assert!(codings.len() > 500);
    assert!(codings.iter().all(|coding| coding["anchor"] == "placed"));
    let audit = workspace.json(&["audit", "d/sample.baft"]);
    let factors = audit["factors"].as_array().unwrap();
    assert_eq!(factors.len(), 42);
    assert!(
        factors.iter().all(|factor| factor["quotations"].as_u64().unwrap() > 0),
        "every factor has a quotation"
    );
    let weak = factors.iter().filter(|factor| factor["flags"].to_string().contains("few")).count();
    assert!((1..=3).contains(&weak), "two or three factors are weak on purpose, not {weak}");
}

#[test]
fn the_sample_survey_follows_the_published_means() {
    let workspace = Workspace::new();
    workspace.ok(&["demo", "d"]);
    let assessment = workspace.json(&["assess", "d/sample.baft"]);
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/survey/targets.csv");
    let mut targets = csv::Reader::from_path(file).unwrap();
    let heading = targets.headers().unwrap().clone();
    let column = |name: &str| heading.iter().position(|other| other == name).unwrap();
    for row in targets.records() {
        let row = row.unwrap();
        let item = assessment["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|item| item["item"] == row[column("item")])
            .unwrap();
        for (key, name) in [("mean", "mean"), ("sd", "sd")] {
            let (found, wanted) = (item[key].as_f64().unwrap(), row[column(name)].parse::<f64>().unwrap());
            assert!((found - wanted).abs() < 0.011, "{} {name}: {found} for {wanted}", &row[column("item")]);
        }
    }
}
