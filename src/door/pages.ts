import { html, raw } from 'hono/html'
import { questions } from '../features/events/index.ts'
import type { DoorPage, Registered } from '../features/events/index.ts'
import { asRead, formatSession, locales, written } from '../shared/words.ts'
import type { Locale } from '../shared/words.ts'
import { audience } from '../vocabulary/index.ts'
import type { Say } from './words.ts'

type Html = ReturnType<typeof html>
type Around = { readonly locale: Locale; readonly say: Say; readonly path: string }
const names: Readonly<Record<Locale, string>> = { 'sr-Cyrl': 'ћирилица', 'sr-Latn': 'latinica', en: 'English' }

/** No brand, no name of a house: only what whoever made the page wrote. */
function whole({ locale, path }: Around, title: string, body: Html | string): Html {
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${title}</title><link rel="stylesheet" href="/d/style.css"></head>
<body><main><h1>${title}</h1>${body}</main>
<nav>${locales.filter((one) => one !== locale).map((one) => html`<a href="${path}?l=${one}" lang="${one}">${names[one]}</a>`)}</nav></body></html>`
}

export function eventPage(around: Around, page: DoorPage, id: string): Html {
  const { say, locale } = around
  const full = page.left !== null && page.left <= 0
  return whole(around, asRead(page.title, locale), html`
${page.said && html`<p>${asRead(page.said, locale)}</p>`}
<dl><dt>${say('when')}</dt>${page.sessions.map((one) => html`<dd>${formatSession(one, locale)}</dd>`)}
${page.where && html`<dt>${say('where')}</dt><dd>${asRead(page.where, locale)}</dd>`}</dl>
${page.open ? registerForm(around, page, id, full) : html`<p class="said">${say('closed', { contact: page.contact })}</p>`}`)
}

/**
 * Sent to an address of its own: a browser throws away what it kept of the address that a form went to, and Back would be a new form. Fields of a name have no name of their own: without the script that seals them they are never sent.
 */
function registerForm({ say, locale, path }: Around, page: DoorPage, id: string, full: boolean): Html {
  const option = (code: (typeof audience.codes)[number]) => html`<option value="${code}">${written(audience.labels[code], locale)}</option>`
  return html`<h2>${say('register.title')}</h2>
<p class="said">${full ? say('full') : page.left !== null ? say('left', { count: page.left }) : ''}</p>
<p class="said" id="again" hidden>${say('again')} <a href="${path}?l=${locale}">${say('another')}</a></p>
<form method="post" action="${path}?l=${locale}&sent" id="register" data-to="${JSON.stringify({ organisation: page.organisation, team: page.team, epoch: page.epoch, id, publicKey: page.publicKey })}">
<input type="hidden" name="id" value="${id}"><input type="hidden" name="sealed" value=""><input type="hidden" name="epoch" value="">
<label for="heads">${say('heads')}</label><input id="heads" name="heads" type="number" min="1" max="200" value="1" required>
<div id="named" hidden>
${full && html`<p>${say('waiting.reach', { contact: page.contact })}</p>`}
<label for="name">${say('name')}</label><input id="name" autocomplete="name" maxlength="200" aria-describedby="hint"><small id="hint">${say('name.hint')}</small>
<label for="reach">${say('reach')}</label><input id="reach" maxlength="200" autocomplete="off">
<label for="from">${say('from')}</label><input id="from" maxlength="200" autocomplete="off">
<label for="audience">${say('audience')}</label><select id="audience"><option value="">${say('skip')}</option>${audience.codes.map(option)}</select>
</div>
<p id="unnamed">${say(full ? 'no-script.waiting' : 'no-script', { contact: page.contact })}</p>
<button>${say(full ? 'send.waiting' : 'send')}</button></form>
${raw('<script type="module" src="/door/register.js"></script>')}`
}

export function registeredPage(around: Around, page: DoorPage, said: Registered & { readonly state: Exclude<Registered['state'], 'not-found'> }): Html {
  const { say, locale, path } = around
  const { state, again, heads = 0, named } = said
  const isIn = state === 'listed' || state === 'waiting' || state === 'taken'
  return whole(around, asRead(page.title, locale), html`<p class="said" role="status">${say(`done.${state === 'taken' ? 'listed' : state}`)}</p>
${state === 'waiting' && html`<p>${say(named ? 'done.waiting.named' : 'done.waiting.nameless', { contact: page.contact })}</p>`}
${isIn && html`<p>${again ? say('done.was-there', { heads, contact: page.contact }) : say('done.again')}</p>`}
<p><a href="${path}?l=${locale}">${say(isIn ? 'another' : 'back')}</a></p>`)
}

export function saidPage(around: Around, title: string, said: string): Html {
  return whole(around, asRead(title, around.locale), html`<p class="said" role="status">${said}</p><p><a href="${around.path}?l=${around.locale}">${around.say('back')}</a></p>`)
}

export function evaluationPage(around: Around, page: DoorPage, id: string): Html {
  const { say, locale, path } = around
  if (!page.begun) return whole(around, asRead(page.title, locale), html`<p class="said">${say('evaluation.early')}</p>`)
  return whole(around, asRead(page.title, locale), html`<h2>${say('evaluation.title')}</h2><p>${say('evaluation.lead')}</p>
<form method="post" action="${path}?l=${locale}&sent"><input type="hidden" name="id" value="${id}">
${questions.map((question) => html`<fieldset><legend>${say(`evaluation.${question}`)}</legend><div class="marks">${[1, 2, 3, 4].map((mark) =>
    html`<label><input type="radio" name="${question}" value="${mark}">${say(`mark.${mark}`)}</label>`)}</div></fieldset>`)}
<button>${say('evaluation.send')}</button></form>`)
}

/** Whether it is valid and not a word more: neither whose it is nor what for. */
export function codePage(around: Around, code: string | undefined, valid: boolean): Html {
  const { say } = around
  return whole(around, say('code.title'), html`
${code !== undefined && html`<p class="said" role="status">${say(valid ? 'code.valid' : 'code.invalid')}</p>`}
<form method="post" action="/d/c?l=${around.locale}"><label for="code">${say('code.label')}</label><input id="code" name="code" maxlength="40" autocomplete="off" autocapitalize="characters" value="${code ?? ''}">
<button>${say('code.check')}</button></form>`)
}

export const missingPage = (around: Around): Html => whole(around, around.say('missing.title'), html`<p>${around.say('missing')}</p>`)
