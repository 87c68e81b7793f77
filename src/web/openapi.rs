//! The OpenAPI document, made from the table of routes.

use crate::web::routes::{Parameter, Route, Verb, routes};
use crate::wire::stats::methods;
use serde_json::{Map, Value, json};

/// The OpenAPI 3.1 document of the API.
pub fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in routes() {
        let path = paths.entry(format!("/api/v1{}", route.path)).or_insert_with(|| json!({}));
        let verb = match route.verb {
            Verb::Get => "get",
            Verb::Post => "post",
            Verb::Patch => "patch",
            Verb::Delete => "delete",
        };
        path[verb] = operation(route);
    }
    paths.insert("/api/v1/events".to_owned(), events());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Baft",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "One study: its sources, codings, words, answers and statistics. Positions are counted in Unicode code points.",
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": { "Error": error_schema(), "Page": page_schema() },
        },
    })
}

/// The stream of changes, which is no route of the table: it does not end.
fn events() -> Value {
    let content = json!({ "text/event-stream": { "schema": { "type": "string" } } });
    json!({ "get": {
        "summary": "Operations as they happen, as server-sent events: `event: operation`, `id` its number, `data` as in /history",
        "parameters": [{
            "name": "Last-Event-ID",
            "in": "header",
            "description": "number of the last operation that was seen; those after it come first",
            "schema": { "type": "integer" },
        }],
        "responses": { "200": { "description": "the stream", "content": content } },
    } })
}

fn operation(route: &Route) -> Value {
    let mut parameters: Vec<Value> = parts(route.path)
        .map(|name| {
            let mut schema = json!({ "type": "string" });
            if name == "method" {
                schema["enum"] = methods().map(|method| method.name).collect();
            }
            json!({ "name": name, "in": "path", "required": true, "schema": schema })
        })
        .collect();
    let paging = [("offset", "entries passed over"), ("limit", "entries at most, 1,000 unless said")];
    let paging = paging.map(|(name, about)| Parameter { name, kind: "integer", about });
    let at = [Parameter {
        name: "at",
        kind: "integer",
        about: "the study as it stood after this operation of the history",
    }];
    let query = route
        .query
        .iter()
        .chain(paging.iter().filter(|_| route.is_list))
        .chain(at.iter().filter(|_| route.verb == Verb::Get));
    parameters.extend(query.map(|parameter| {
        json!({
            "name": parameter.name,
            "in": "query",
            "description": parameter.about,
            "schema": { "type": parameter.kind },
        })
    }));
    let mut data = json!({ "data": {} });
    if route.is_list {
        data = json!({ "data": { "type": "array" }, "page": { "$ref": "#/components/schemas/Page" } });
    }
    let schema = json!({ "type": "object", "required": ["data"], "properties": data });
    let mut operation = json!({
        "summary": route.about,
        "parameters": parameters,
        "responses": {
            "200": { "description": "the answer", "content": { "application/json": { "schema": schema } } },
            "default": {
                "description": "why there is none",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
            },
        },
    });
    if let Some(fields) = route.body {
        let properties: Map<String, Value> = fields
            .iter()
            .map(|field| (field.name.to_owned(), json!({ "type": field.kind, "description": field.about })))
            .collect();
        let schema = json!({ "type": "object", "properties": properties });
        operation["requestBody"] = json!({ "content": { "application/json": { "schema": schema } } });
    }
    operation
}

/// The names in braces.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn error_schema() -> Value {
    json!({
        "type": "object",
        "required": ["error"],
        "properties": { "error": {
            "type": "object",
            "required": ["kind", "message"],
            "properties": {
                "kind": { "type": "string", "enum": [
                    "invalid input", "not found", "conflict", "unsupported file", "damaged data", "io", "cancelled", "not allowed",
                ] },
                "message": { "type": "string" },
                "hint": { "type": ["string", "null"] },
                "problems": { "type": "array" },
            },
        } },
    })
}

fn page_schema() -> Value {
    json!({
        "type": "object",
        "properties": {
            "offset": { "type": "integer" },
            "limit": { "type": "integer" },
            "total": { "type": "integer" },
        },
    })
}
