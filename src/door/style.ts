/** Of all pages of the door: one column, large type, no brand. Small enough for any telephone. */
export const style = `
:root{color-scheme:light dark;--paper:light-dark(#f6f4f0,#1d1c1a);--ink:light-dark(#1b1a18,#eeece8);--line:light-dark(#8a857c,#8f8a81);--press:light-dark(#0b5a5e,#7fd0d3);--on:light-dark(#fff,#06292b)}
*{box-sizing:border-box}
body{margin:0;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,sans-serif}
main,nav{max-width:34rem;margin-inline:auto}
nav{display:flex;gap:1rem;flex-wrap:wrap;margin-block-start:3rem}
nav a{min-height:2.75rem;display:inline-flex;align-items:center}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.375rem;margin:2rem 0 .5rem}
p{margin:.5rem 0;white-space:pre-line;overflow-wrap:anywhere}
dl{margin:1rem 0}dt{font-weight:600}dd{margin:0 0 .5rem}
label,legend{display:block;font-weight:600;margin-block:1rem .25rem;padding:0}
small{display:block;font-size:1rem}
input,select{font:inherit;color:inherit;background:light-dark(#fff,#2a2927);border:1px solid var(--line);border-radius:.375rem;padding:.5rem .75rem;min-height:2.75rem;width:100%}
input[type=number]{width:7rem}
fieldset{border:0;margin:1rem 0 0;padding:0}
.marks{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr));gap:.5rem}
.marks label{display:flex;gap:.5rem;align-items:center;margin:0;font-weight:400;min-height:2.75rem;border:1px solid var(--line);border-radius:.375rem;padding:.25rem .75rem}
.marks input{width:1.25rem;min-height:1.25rem;margin:0}
button{font:inherit;font-weight:600;background:var(--press);color:var(--on);border:0;border-radius:.375rem;min-height:2.75rem;padding:.5rem 1.25rem;margin-block-start:1.5rem}
a{color:var(--press)}
:focus-visible{outline:3px solid var(--press);outline-offset:2px}
[hidden]{display:none}
.said{border-inline-start:4px solid var(--press);padding-inline-start:.75rem}
@media print{:root{color-scheme:light}nav,button{display:none}body{background:none}}
`
