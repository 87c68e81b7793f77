//! The JSON API, asked over a real connection.

use crate::program::Workspace;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

const TOKEN: &str = "a-token-for-tests";

/// A running server; ended when it is dropped.
struct Server {
    process: Child,
    host: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    fn over(workspace: &Workspace, study: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_baft"))
            .args(["serve", study, "--token", TOKEN, "--lang", "en"])
            .current_dir(workspace.folder())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address: String = line
            .chars()
            .skip_while(|letter| *letter != 'h')
            .take_while(|letter| !letter.is_whitespace())
            .collect();
        let host = address.trim_start_matches("http://").trim_end_matches("/api/v1").to_owned();
        assert!(host.starts_with("127.0.0.1:"), "{line}");
        Self { process, host }
    }

    /// One request as it goes over the wire; status and body.
    fn raw(&self, verb: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let mut head =
            format!("{verb} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in headers {
            head.extend([*name, ": ", *value, "\r\n"]);
        }
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}")))
    }

    fn ask(&self, verb: &str, path: &str, body: &Value) -> (u16, Value) {
        let authorization = format!("Bearer {TOKEN}");
        let headers = [("Host", self.host.as_str()), ("Authorization", &authorization)];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.raw(verb, &format!("/api/v1{path}"), &headers, &body)
    }

    fn get(&self, path: &str) -> Value {
        let (status, answer) = self.ask("GET", path, &Value::Null);
        assert_eq!(status, 200, "{path}: {answer}");
        answer["data"].clone()
    }
}

/// Writes a text for a path or a query.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn only_the_person_who_started_the_server_is_answered() {
    let workspace = Workspace::with_coded_study();
    let server = Server::over(&workspace, "s.baft");
    let good = format!("Bearer {TOKEN}");
    let ask = |headers: &[(&str, &str)]| server.raw("GET", "/api/v1/study", headers, "").0;
    let host = ("Host", server.host.as_str());
    assert_eq!(ask(&[host, ("Authorization", &good)]), 200);
    assert_eq!(ask(&[host]), 401);
    assert_eq!(ask(&[host, ("Authorization", "Bearer a-token-for-testz")]), 401);
    assert_eq!(ask(&[("Host", "evil.example"), ("Authorization", &good)]), 403);
    assert_eq!(ask(&[host, ("Authorization", &good), ("Origin", "http://evil.example")]), 403);
    let own = format!("http://{}", server.host);
    assert_eq!(ask(&[host, ("Authorization", &good), ("Origin", &own)]), 200);
    assert_eq!(workspace.run(&["serve", "s.baft", "--token", "short"]).code, 2);
}

#[test]
fn the_api_says_what_the_command_line_says() {
    let workspace = Workspace::with_coded_study();
    let server = Server::over(&workspace, "s.baft");
    assert_eq!(server.get("/sources"), workspace.json(&["sources", "s.baft"]));
    assert_eq!(server.get("/sources/I1"), workspace.json(&["sources", "s.baft", "show", "I1"]));
    assert_eq!(server.get("/codebook"), workspace.json(&["codebook", "s.baft"]));
    assert_eq!(server.get("/codings"), workspace.json(&["code", "s.baft", "list"]));
    assert_eq!(server.get("/audit"), workspace.json(&["audit", "s.baft"]));
    assert_eq!(server.get("/saturation"), workspace.json(&["saturation", "s.baft"]));
    assert_eq!(server.get("/words"), workspace.json(&["words", "s.baft"]));
    let query = encoded("پهنای OR vpn");
    assert_eq!(
        server.get(&format!("/search?q={query}&by=source")),
        workspace.json(&["search", "s.baft", "پهنای OR vpn", "--by", "source"])
    );
    assert_eq!(
        server.get(&format!("/words/beside/{}?min=1", encoded("پهنای"))),
        workspace.json(&["words", "s.baft", "--with", "پهنای", "--min", "1"])
    );
    assert_eq!(server.get("/codes/R1/similar"), workspace.json(&["code", "s.baft", "similar", "R1"]));
    let (status, page) = server.ask("GET", "/sources?offset=1&limit=1", &Value::Null);
    assert_eq!((status, &page["page"]), (200, &json!({ "offset": 1, "limit": 1, "total": 3 })));
    assert_eq!(page["data"].as_array().unwrap().len(), 1);
}

#[test]
fn pages_of_codings_laid_end_to_end_are_the_whole() {
    let workspace = Workspace::with_coded_study();
    let server = Server::over(&workspace, "s.baft");
    let filters = ["", "code=R1", "by=K2", "source=I1", "code=S1&by=K1", "source=I2&code=C1"];
    let mut codings = 0;
    for filter in filters {
        let whole = server.get(&format!("/codings?{filter}"));
        let whole = whole.as_array().unwrap();
        let mut pages = Vec::new();
        for offset in (0..=whole.len()).step_by(2) {
            let path = format!("/codings?{filter}&offset={offset}&limit=2");
            let (status, page) = server.ask("GET", &path, &Value::Null);
            let told = json!({ "offset": offset, "limit": 2, "total": whole.len() });
            assert_eq!((status, &page["page"]), (200, &told), "{path}");
            pages.extend(page["data"].as_array().unwrap().iter().cloned());
        }
        assert_eq!(&pages, whole, "{filter}");
        codings += whole.len();
    }
    assert!(codings > 12, "{codings}");
    assert_eq!(server.ask("GET", "/codings?limit=many", &Value::Null).0, 400);
    // In an open blind round a coder's pages hold what the whole list holds.
    workspace.ok(&["round", "s.baft", "open", "blind", "--coders", "K1,K2", "--sources", "I1"]);
    let whole = server.get("/codings");
    let (_, page) = server.ask("GET", "/codings?limit=3", &Value::Null);
    assert_eq!(page["page"]["total"], whole.as_array().unwrap().len());
    assert_eq!(page["data"].as_array().unwrap()[..], whole.as_array().unwrap()[..3]);
    assert!(
        whole.as_array().unwrap().iter().all(|coding| coding["source"] != "I1" || coding["coder"] == "K1")
    );
}

#[test]
fn questions_about_codings_have_the_same_answers_over_the_api() {
    let workspace = Workspace::with_coded_study();
    let server = Server::over(&workspace, "s.baft");
    let query = "R1 OVERLAPS \"امنیت سامانه\" OR O1";
    assert_eq!(
        server.get(&format!("/codings/query?q={}", encoded(query))),
        workspace.json(&["code", "s.baft", "query", query])
    );
    assert_eq!(
        server.get("/matrix?rows=open&columns=coders&count=words&percent=row"),
        workspace.json(&[
            "matrix",
            "s.baft",
            "--rows",
            "open",
            "--columns",
            "coders",
            "--count",
            "words",
            "--percent",
            "row"
        ])
    );
    assert_eq!(
        server.get("/matrix/cell?row=R1&column=I1&limit=1")["total"],
        workspace.json(&["matrix", "s.baft", "--cell", "R1", "I1"])["total"]
    );
    assert_eq!(
        server.get("/network?relation=40-words&codes=codes&least=1"),
        workspace.json(&["network", "s.baft", "--relation", "40-words", "--codes", "codes"])
    );
    assert_eq!(server.get("/sequence"), workspace.json(&["code", "s.baft", "sequence"]));
    assert_eq!(
        server.get("/sources/I1/sequence?codes=factors"),
        workspace.json(&["code", "s.baft", "sequence", "I1", "--codes", "factors"])
    );
    assert_eq!(
        server.get("/saturation?level=factor&orders=50&seed=3&rules=true"),
        workspace.json(&[
            "saturation",
            "s.baft",
            "--level",
            "factor",
            "--orders",
            "50",
            "--seed",
            "3",
            "--rules"
        ])
    );
    for (path, status) in [
        ("/codings/query?q=R1%20AND", 400),
        ("/codings/query", 400),
        ("/matrix?rows=films", 400),
        ("/matrix?count=letters", 400),
        ("/matrix/cell?row=R1", 400),
        ("/matrix/cell?row=R9&column=I1", 404),
        ("/network?relation=near", 400),
        ("/sources/I9/sequence", 404),
        ("/saturation?orders=0", 400),
        ("/saturation?level=word", 400),
    ] {
        assert_eq!(server.ask("GET", path, &Value::Null).0, status, "{path}");
    }
}

#[test]
fn codings_are_made_and_taken_back_over_the_api() {
    let workspace = Workspace::with_coded_study();
    let server = Server::over(&workspace, "s.baft");
    let before = server.get("/codings").as_array().unwrap().len();
    let coding = json!({ "source": "I1", "start": 0, "end": 5, "code": "R1", "weight": 50 });
    let (status, answer) = server.ask("POST", "/codings", &coding);
    assert_eq!((status, &answer["data"]["added"]), (200, &json!(true)), "{answer}");
    assert_eq!(server.ask("POST", "/codings", &coding).1["data"]["added"], false, "there already");
    assert_eq!(server.get("/codings").as_array().unwrap().len(), before + 1);
    assert_eq!(server.ask("POST", "/undo", &Value::Null).0, 200);
    assert_eq!(server.get("/codings").as_array().unwrap().len(), before);
    for (body, name) in [
        (json!({ "source": "I1", "code": "R1" }), "start"),
        (json!({ "source": "I1", "start": 0, "end": 5 }), "code"),
        (json!({ "source": "I1", "start": -1, "end": 5, "code": "R1" }), "start"),
        (json!({ "source": "I1", "start": 0, "end": 5, "code": "R1", "weight": 0 }), "weight"),
        (json!({ "source": "I1", "start": 0, "end": 5, "code": "R1", "wieght": 10 }), "wieght"),
        (json!([1]), "body"),
    ] {
        let (status, answer) = server.ask("POST", "/codings", &body);
        assert_eq!(status, 400, "{body}: {answer}");
        assert!(answer["error"]["message"].as_str().unwrap().contains(name), "{body}: {answer}");
    }
    let outside = json!({ "source": "I1", "start": 0, "end": 999_999, "code": "R1" });
    assert_eq!(server.ask("POST", "/codings", &outside).0, 400);
    let unknown = json!({ "source": "I9", "start": 0, "end": 5, "code": "R1" });
    assert_eq!(server.ask("POST", "/codings", &unknown).0, 404);
    assert_eq!(server.get("/codings").as_array().unwrap().len(), before, "nothing was half-written");
    let suggested = server.ask("POST", "/suggestions", &json!({ "text": "zebra" })).1;
    assert_eq!(suggested["data"], json!([]));
}

#[test]
fn statistics_over_the_api_are_those_of_the_command_line() {
    let workspace = Workspace::with_coded_study();
    let server = Server::over(&workspace, "s.baft");
    let table = "a,b,c\n1,2,2\n2,3,1\n3,5,4\n4,4,5\n5,,3\n2,1,1\n";
    workspace.write("t.csv", table.as_bytes());
    for method in ["reliability.alpha", "descriptives", "correlation", "normality", "friedman"] {
        let (status, csv) = server.ask("POST", &format!("/stats/{method}"), &json!({ "csv": table }));
        assert_eq!(status, 200, "{csv}");
        assert_eq!(csv["data"], workspace.json(&["stats", method, "t.csv"]), "{method}");
        let columns = json!([[1, 2, 3, 4, 5, 2], [2, 3, 5, 4, null, 1], [2, 1, 4, 5, 3, 1]]);
        let sent = json!({ "table": { "names": ["a", "b", "c"], "columns": columns } });
        assert_eq!(server.ask("POST", &format!("/stats/{method}"), &sent).1, csv, "{method}");
    }
    assert_eq!(server.get("/stats").as_array().unwrap().len(), 49);
    let ask = |method: &str, body: Value| server.ask("POST", &format!("/stats/{method}"), &body);
    assert_eq!(ask("nothing", json!({})).0, 404);
    let constant = ask("reliability.alpha", json!({ "csv": "a,b\n1,1\n1,2\n1,3\n" }));
    assert_eq!(constant.0, 400, "{constant:?}");
    assert!(constant.1["error"]["message"].as_str().unwrap().contains('a'), "{constant:?}");
    let ragged = json!({ "table": { "names": ["a", "b"], "columns": [[1, 2], [1]] } });
    assert_eq!(ask("descriptives", ragged).0, 400);
    assert_eq!(
        ask("descriptives", json!({ "csv": "a\n1\n", "table": { "names": [], "columns": [] } })).0,
        400
    );
}

#[test]
fn the_document_knows_every_question_and_every_question_the_document() {
    let workspace = Workspace::with_coded_study();
    let server = Server::over(&workspace, "s.baft");
    let printed: Value = serde_json::from_str(&workspace.ok(&["serve", "--openapi"])).unwrap();
    let authorization = format!("Bearer {TOKEN}");
    let headers = [("Host", server.host.as_str()), ("Authorization", authorization.as_str())];
    let (status, served) = server.raw("GET", "/api/v1/openapi.json", &headers, "");
    assert_eq!((status, &served), (200, &printed));
    let mut asked = 0;
    for (path, verbs) in printed["paths"].as_object().unwrap() {
        let path = path.trim_start_matches("/api/v1");
        for (verb, operation) in verbs.as_object().unwrap() {
            assert!(!operation["summary"].as_str().unwrap().is_empty());
            // These need a parameter, or do not end.
            let apart = [
                "/assessment",
                "/search",
                "/audit/trace",
                "/codebook/diff",
                "/events",
                "/codings/query",
                "/matrix/cell",
            ];
            if verb == "get" && !path.contains('{') && !apart.contains(&path) {
                assert!(!server.get(path).is_null(), "{path}");
                asked += 1;
            }
        }
    }
    assert!(asked >= 9, "{asked}");
    assert_eq!(server.ask("GET", "/nothing", &Value::Null).0, 404);
    assert_eq!(server.ask("DELETE", "/study", &Value::Null).0, 405);
    assert_eq!(server.ask("GET", "/assessment", &Value::Null).0, 404, "there are no answers");
    assert_eq!(server.ask("GET", "/search?q=", &Value::Null).0, 400);
    assert_eq!(server.ask("GET", "/sources?limit=many", &Value::Null).0, 400);
}

impl Server {
    /// Sends a request that must succeed; its data.
    fn done(&self, verb: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = self.ask(verb, path, body);
        assert_eq!(status, 200, "{verb} {path} {body}: {answer}");
        answer["data"].clone()
    }

    /// Sends a request that must be refused with this status; the message.
    fn refused(&self, status: u16, verb: &str, path: &str, body: &Value) -> String {
        let (said, answer) = self.ask(verb, path, body);
        assert_eq!(said, status, "{verb} {path} {body}: {answer}");
        answer["error"]["message"].as_str().unwrap().to_owned()
    }
}

#[test]
fn coding_codebook_and_memos_go_over_the_api() {
    let workspace = Workspace::with_coded_study();
    let server = Server::over(&workspace, "s.baft");
    let before = server.get("/history").as_array().unwrap()[0]["id"].as_u64().unwrap();
    let codings = server.get("/codings").as_array().unwrap().len();
    let batch = json!({ "codings": [
        { "source": "I1", "start": 2, "end": 9, "snap": true, "code": "R1" },
        { "source": "I2", "start": 0, "end": 12, "code": "R2", "weight": 30, "stance": "contradicts" },
    ] });
    assert_eq!(server.done("POST", "/codings/batch", &batch)["added"], 2);
    let bad = json!({ "codings": [{ "source": "I1", "start": 2, "end": 9, "code": "R1", "weight": 101 }] });
    assert!(server.refused(400, "POST", "/codings/batch", &bad).contains("codings[0].weight"));
    let last = server.get("/codings?source=I2").as_array().unwrap()[0].clone();
    let id = last["id"].as_u64().unwrap();
    assert_eq!(last["stance"], "contradicts");
    let edited = server.done("PATCH", &format!("/codings/{id}"), &json!({ "weight": 0, "comment": "نه" }));
    assert_eq!((&edited[0]["weight"], &edited[0]["comment"]), (&Value::Null, &json!("نه")));
    let quotation = last["quotation"].as_u64().unwrap();
    let parts = server.done("POST", &format!("/quotations/{quotation}/split"), &json!({ "at": 6 }));
    let joined = server.done("POST", "/quotations/join", &parts);
    let joined = joined["quotations"][0].as_u64().unwrap();
    let resize = json!({ "start": 0, "end": 20 });
    server.done("POST", &format!("/quotations/{joined}/resize"), &resize);
    let key = server.done("POST", "/codings/in-vivo", &json!({ "source": "I2", "start": 0, "end": 9 }));
    let key = key["key"].as_str().unwrap().to_owned();
    let code = server.done("POST", "/codes", &json!({ "name": "کدی تازه", "under": "R1" }));
    assert_eq!(code["alike"], json!([]));
    let fresh = code["key"].as_str().unwrap().to_owned();
    server.done(
        "PATCH",
        &format!("/codes/{fresh}"),
        &json!({ "definition": "تعریف", "translations": { "en": "new" } }),
    );
    server.refused(400, "PATCH", &format!("/codes/{fresh}"), &json!({ "translations": 7 }));
    server.done("POST", &format!("/codes/{key}/move"), &json!({ "under": "R1" }));
    server.done("POST", &format!("/codes/{key}/move"), &json!({ "before": fresh }));
    assert_eq!(
        server.done("POST", &format!("/codes/{key}/merge"), &json!({ "into": fresh, "dry_run": true }))["codings"],
        1
    );
    server.done("POST", &format!("/codes/{key}/merge"), &json!({ "into": fresh }));
    server.refused(404, "DELETE", &format!("/codes/{key}"), &Value::Null);
    assert!(server.get(&format!("/codebook/diff?from={before}")).as_array().unwrap().len() == 1);
    server.done("POST", "/memos", &json!({ "text": "یادداشتی بر نقل‌قول", "quotation": joined }));
    let memos = server.get(&format!("/memos?on=quotation&words={}", encoded("يادداشتي")));
    let memo = memos[0]["id"].as_u64().unwrap();
    server.done("PATCH", &format!("/memos/{memo}"), &json!({ "text": "دیگر" }));
    assert_eq!(server.get("/memos?source=I2")[0]["text"], "دیگر");
    server.done("DELETE", &format!("/memos/{memo}"), &Value::Null);
    // Everything above taken back one by one is the study as it was, and the past shows it anyhow.
    let steps = server.get("/history").as_array().unwrap()[0]["id"].as_u64().unwrap() - before;
    let then = server.get(&format!("/codings?at={before}"));
    assert_eq!(then.as_array().unwrap().len(), codings);
    server.refused(400, "POST", &format!("/undo?at={before}"), &Value::Null);
    for _ in 0..steps {
        server.done("POST", "/undo", &Value::Null);
    }
    assert_eq!(server.get("/codings"), then);
}

#[test]
fn corrections_and_the_audit_go_over_the_api() {
    let workspace = Workspace::with_coded_study();
    let server = Server::over(&workspace, "s.baft");
    let correction = json!({ "words": "پهنای باند", "with": "پهنای باند کشور", "dry_run": true });
    let path = "/sources/I1/corrections";
    let preview = server.done("POST", path, &correction);
    let done = server.done("POST", path, &json!({ "words": "پهنای باند", "with": "پهنای باند کشور" }));
    assert_eq!(preview, done);
    let found = server.get(&format!("/search?q={}", encoded("\"پهنای باند کشور\"")));
    assert!(!found["hits"].as_array().unwrap().is_empty());
    assert_eq!(server.get("/quotations/unplaced"), json!([]));
    server.done("POST", "/undo", &json!({ "own": true }));
    server.refused(409, "POST", "/undo", &json!({ "operation": 1 }));
    let rules = server.done("POST", "/audit/rules", &json!({ "rules": { "minimum_quotations": 9 } }));
    assert_eq!(rules["minimum_quotations"], 9);
    let both = json!({ "rules": { "minimum_sources": 1, "nothing": 2 } });
    server.refused(400, "POST", "/audit/rules", &both);
    assert_eq!(server.get("/audit/rules")["minimum_sources"], 3, "nothing was half set");
    let chain = server.get("/audit/factors/R1");
    let coding = chain["evidence"][0]["coding"].as_u64().unwrap();
    let decision = json!({ "coding": coding, "outcome": "rejected", "note": "نه" });
    server.done("POST", "/audit/decisions", &decision);
    let trace = server.get(&format!("/audit/trace?coding={coding}"));
    assert_eq!(trace[0]["evidence"]["discounted"], "rejected");
    server.refused(400, "GET", "/audit/trace", &Value::Null);
    assert!(server.get("/audit/loose")["unused_codes"].is_array());
    let newest = server.get("/history").as_array().unwrap()[0]["id"].as_u64().unwrap();
    assert_eq!(server.get(&format!("/history/{newest}"))[0]["table"], "decision");
}

#[test]
fn changes_are_told_as_they_happen() {
    let workspace = Workspace::with_coded_study();
    let server = Server::over(&workspace, "s.baft");
    let newest = server.get("/history").as_array().unwrap()[0]["id"].as_u64().unwrap();
    let mut stream = TcpStream::connect(&server.host).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
    let head = format!(
        "GET /api/v1/events HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\nLast-Event-ID: {}\r\n\r\n",
        server.host,
        newest - 1
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    let mut next = || lines.find_map(|line| line.strip_prefix("id: ").map(str::to_owned)).unwrap();
    assert_eq!(next(), newest.to_string(), "what was missed comes first");
    server.done("POST", "/codings", &json!({ "source": "I1", "start": 0, "end": 5, "code": "R1" }));
    assert_eq!(next(), (newest + 1).to_string(), "a change over the API");
    workspace.ok(&["memo", "s.baft", "add", "از خط فرمان"]);
    assert_eq!(next(), (newest + 2).to_string(), "a change by another program");
}
