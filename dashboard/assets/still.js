// Parts of a page that only show (dashboard/still.py): one component for a whole tree of plain HTML. Texts are put in
// as texts, by React, so that no word of an agency can become markup.
(function () {
  function drawn(part) {
    if (part === null || typeof part !== "object") { return part; }
    if (Array.isArray(part)) { return window.React.createElement.apply(null, [window.React.Fragment, null].concat(part.map(drawn))); }
    var props = Object.assign({}, part.props), children = props.children;
    delete props.children;
    var inner = children === undefined ? [] : Array.isArray(children) ? children.map(drawn) : [drawn(children)];
    return window.React.createElement.apply(null, [part.type, props].concat(inner));
  }
  window.chronology_still = {
    Still: function (props) {
      var React = window.React, last = React.useRef({ tree: null, turn: 0 }).current;
      // A new tree is drawn afresh, as Dash does it: a list of choices must show what the program holds.
      if (last.tree !== props.tree) { last.tree = props.tree; last.turn += 1; }
      return React.createElement(React.Fragment, { key: last.turn }, drawn(props.tree === undefined ? null : props.tree));
    },
  };
})();
