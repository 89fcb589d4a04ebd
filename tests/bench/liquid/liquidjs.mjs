// SPDX-License-Identifier: Apache-2.0
// liquidjs, as compare.py talks to it: one command a line, one answer a line.
//
//   load CASE TEMPLATE DATA none|html     ready
//   write CASE FILE                       written
//   measure CASE SECONDS                  RENDERS MICROSECONDS_OF_CPU
//
// Run where liquidjs is installed.
import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const { Liquid } = createRequire(`${process.cwd()}/`)('liquidjs')

const engines = {
  none: new Liquid(),
  html: new Liquid({ outputEscape: 'escape' }),
}
const cases = new Map()

function load(name, template, data, escape) {
  const engine = engines[escape]
  const parsed = engine.parse(readFileSync(template, 'utf8'))
  const variables = JSON.parse(readFileSync(data, 'utf8'))
  cases.set(name, () => engine.renderSync(parsed, variables))
  return 'ready'
}

function write(name, file) {
  writeFileSync(file, cases.get(name)())
  return 'written'
}

function measure(name, seconds) {
  const render = cases.get(name)
  const end = performance.now() + seconds * 1000
  const start = process.cpuUsage()
  let renders = 0
  for (let batch = 1; performance.now() < end; batch = Math.min(batch * 2, 256)) {
    for (let i = 0; i < batch; ++i) render()
    renders += batch
  }
  const used = process.cpuUsage(start)
  return `${renders} ${used.user + used.system}`
}

const commands = { load, write, measure }
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...words] = line.split(' ')
  console.log(commands[command](...words))
}
