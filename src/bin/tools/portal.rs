//! The example portal, which Node.js serves beside the page.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::Outcome;
use crate::plan::Plan;
use crate::setup::Tools;

/// The portal's server, which any portal maker can start the same way.
const SERVER: &str = "www/portal/server.mjs";
/// How long its start may take; it reads the module, which a slow machine does within a second.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running portal. It ends with this program, however that ends: its input is a pipe that then closes.
pub struct Portal {
    child: Child,
    /// Where it is, as an address for a browser.
    pub address: String,
}

impl Portal {
    /// Starts the portal on the first free port of this machine from `first` on.
    pub fn start(plan: &Plan, tools: &Tools, first: u16) -> Outcome<Self> {
        let log = plan.root.join("target").join("logs").join("portal.log");
        let unwritable = |error| format!("{} cannot be written: {error}", log.display());
        fs::create_dir_all(log.parent().unwrap_or(&log)).map_err(unwritable)?;
        let errors = File::create(&log).map_err(unwritable)?;
        let mut command = tools.command("node");
        command.arg(plan.root.join(SERVER)).arg("--until-closed").env("PORT", free_port(first).to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors);
        let mut child = command.spawn().map_err(|error| format!("node cannot be started: {error}"))?;
        let Some(address) = first_line(&mut child) else {
            end(&mut child);
            return Err(format!("node did not name its address; what it said is in {}", plan.short(&log)));
        };
        Ok(Self { child, address })
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// Ends a program, or finds that it has ended.
fn end(child: &mut Child) {
    // One that is gone already cannot be ended, which is as good.
    let _ = child.kill();
    let _ = child.wait();
}

/// The first line that a program prints, or nothing where it ends or is silent.
fn first_line(child: &mut Child) -> Option<String> {
    let output = child.stdout.take()?;
    let (teller, hearer) = mpsc::channel();
    thread::spawn(move || {
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        // Nobody hears it where the patience was at an end.
        let _ = lines.next().map(|line| teller.send(line));
        // What it prints later has to go somewhere, or it would stop.
        lines.for_each(drop);
    });
    hearer.recv_timeout(PATIENCE).ok()
}

/// A port that nobody listens on now; 0, for one that the system picks, where none is found.
fn free_port(first: u16) -> u16 {
    let is_free = |port: &u16| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, *port))).is_ok();
    (first..first.saturating_add(100)).find(is_free).unwrap_or(0)
}
