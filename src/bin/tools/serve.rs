//! A server for the built page, for this machine only.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use tiny_http::{Header, Method, Request, Response, Server};

use crate::Outcome;
use crate::plan::Plan;
use crate::portal::Portal;
use crate::setup::Tools;

/// The first port that is tried, and how many after it.
const FIRST_PORT: u16 = 8000;
const PORTS: u16 = 100;

/// Reads `--port N`.
pub fn port_of(arguments: &[String]) -> Outcome<Option<u16>> {
    match arguments {
        [] => Ok(None),
        [flag, number] if flag == "--port" => {
            number.parse().map(Some).map_err(|_| format!("`--port` takes a number from 0 to 65535, but was given `{number}`"))
        }
        [other, ..] => Err(format!("`cargo serve` takes `--port N` and nothing else, but was given `{other}`")),
    }
}

/// Serves the folder of the saved page, and beside it the example portal, until the program is stopped.
pub fn serve(plan: &Plan, tools: &Tools, port: Option<u16>) -> Outcome<()> {
    let listener = listen(port)?;
    let address = listener.local_addr().map_err(|error| format!("the server has no address: {error}"))?;
    let server = Server::from_listener(listener, None).map_err(|error| format!("the server at {address} does not start: {error}"))?;
    println!("\nThe page is at  http://{address}/\nand on disk at  {}", plan.page.display());
    // Held until the end, which is also the portal's.
    let portal = Portal::start(plan, tools, address.port().saturating_add(1));
    match &portal {
        Ok(portal) => println!("A portal is at  {}", portal.address),
        Err(trouble) => println!("The example portal is not served: {trouble}"),
    }
    println!("Stop with Ctrl+C.");
    for request in server.incoming_requests() {
        // A browser that went away is no trouble of the server's.
        let _ = answer(plan, request);
    }
    Ok(())
}

fn listen(port: Option<u16>) -> Outcome<TcpListener> {
    let bind = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    match port {
        Some(port) => bind(port).map_err(|error| format!("port {port} of 127.0.0.1 cannot be used: {error}")),
        None => (FIRST_PORT..FIRST_PORT + PORTS)
            .find_map(|port| bind(port).ok())
            .ok_or_else(|| format!("no port from {FIRST_PORT} to {} of 127.0.0.1 is free; name one with --port", FIRST_PORT + PORTS - 1)),
    }
}

fn answer(plan: &Plan, request: Request) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::empty(405));
    }
    let asked = request.url().split(['?', '#']).next().unwrap_or_default().trim_start_matches('/').to_owned();
    let served = [&plan.page, &plan.sums];
    let named = |file: &&&std::path::PathBuf| file.file_name().is_some_and(|name| name == asked.as_str());
    let file = if asked.is_empty() { Some(&plan.page) } else { served.iter().find(named).copied() };
    match file.map(fs::read) {
        Some(Ok(bytes)) => {
            let kind = if file == Some(&plan.page) { "text/html; charset=utf-8" } else { "text/plain; charset=utf-8" };
            let mut response = Response::from_data(bytes);
            for (name, value) in [("Content-Type", kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")] {
                if let Ok(header) = Header::from_bytes(name, value) {
                    response.add_header(header);
                }
            }
            request.respond(response)
        }
        Some(Err(_)) | None => request.respond(Response::from_string("Nothing is here.\n").with_status_code(404)),
    }
}
