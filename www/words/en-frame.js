// The English of a page that stands in another one: the line on top, what the part on verifying adds, and what is answered to a refused message.
// Entry by entry as in zh-frame.js.

export default {
  frame: {
    nobody: "another page",
    idle: ["This page stands inside ", ". Of a report that it hands in, the result and the figures that you change here are handed back to it; what you paste, drop or open yourself is not."],
    given: ["This report was handed in by ", ". The result and the figures that you change here are handed back to it; what you paste, drop or open yourself is not."],
    own: ["Something of your own is here, and since you put it in, nothing more is handed to ", ". Once it is cleared (“Another report”, and “Take away” for last year’s), reports are taken from there again."],
    open: " But it comes from the same address as this page, so the browser does not keep the two apart: it can see everything here.",
    local: "This page itself makes no connection",
    verify: "You see this page inside another one. Of a report that the other page hands in, the result and the figures that you change here are handed back to it by the browser’s window messages (postMessage), and it may send them on; what you paste, drop or open yourself is not handed to it. When in doubt, open this page by itself.",
    no_print: "Nothing was printed: the browser, or the page around this one, does not allow it. Choose “The slip as a web page” under “Save as…” and print the saved file.",
    may_block: " If no download appears, the page around this one does not allow files to be saved; copy instead, or open this page by itself.",
    refused: {
      version: "This page knows version 1 of the messages alone.",
      type: "There is no message of this type.",
      source: "`source` takes one of `text`, `html` and `bytes`, and may have a `name` of at most 200 characters.",
      "too-large": "The content is over 32 MB.",
      options: "`options` takes `lang` (zh or en), `authority` (the code of a type) and `year` alone.",
      occupied: "The user is checking something of their own here.",
      superseded: "Another report, or a clear, came before there was a result.",
      unfinished: "The check was not finished: the user ended it, or the checker failed.",
      unable: "The checker cannot run in this browser.",
      origin: "The page around has no origin of its own (null), so it cannot be answered alone.",
    },
  },
};
