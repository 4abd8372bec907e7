// The lines of state: what is wrong with what was put in, what is going on, what the last step did, and what the page around has to say.

/**
 * @param {{ byId: (id: string) => HTMLElement, area: () => HTMLElement }} given `area` is the paste box
 */
export function lines({ byId, area }) {
  let ended = false;

  /** Has a line read out: what is going on, or what the last step did. */
  function tell(words) {
    byId("status").textContent = words;
  }

  const functions = {
    tell,
    say(problem, isNews) {
      const node = byId("problem");
      node.hidden = !problem;
      node.textContent = problem;
      node.classList.toggle("news", Boolean(isNews));
      area().setAttribute("aria-invalid", String(Boolean(problem) && !isNews));
      area().setAttribute("aria-describedby", problem ? "problem hint" : "hint");
      if (problem) tell(problem);
    },
    /** A line that is read out and stays on the page until the next step. */
    leave(words) {
      tell(words);
      byId("told").textContent = words;
      byId("told").hidden = !words;
    },
    busy(words, cancellable) {
      for (const [line, button] of [["busy", "cancel"], ["busy-again", "cancel-again"]]) {
        byId(line).textContent = words;
        byId(button).hidden = !cancellable;
      }
      tell(words);
    },
    /** A line over the result, about the report as a whole; without words it goes. */
    remark(words) {
      byId("unwanted").textContent = words;
      byId("unwanted").hidden = !words;
      // It is read out with the verdict, which it stands over.
      if (byId("verdict")) byId("verdict").setAttribute("aria-describedby", words ? "unwanted verdict-say" : "verdict-say");
    },
  };
  for (const [name, act] of Object.entries(functions)) functions[name] = (...words) => (ended ? undefined : act(...words));
  /** Taken off the page: the place may be another's by then. */
  functions.end = () => {
    ended = true;
  };
  return functions;
}
