/** Probes that fail today, and why. One that begins to pass must leave this list: a test compares. */
export const gaps: Record<string, string> = {
  'attributes: links selected by how their address begins':
    'addresses are not sent, so no selector can read them',
  'attributes: inputs selected by type and name': 'names of fields are not sent',
  'sheets: fonts by script': 'a FontFace does not tell where its font comes from',
  'canvas: WebGL that is painted once':
    'a context that does not keep its drawing reads as blank after the frame it was painted in',
  'animation: an animation of a pseudo-element, with steps and easing':
    'an agent who joins late sees its last step',
  'shadow: slots assigned by hand': 'nothing tells which nodes a script has assigned',
};
