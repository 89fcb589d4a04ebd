# SPDX-License-Identifier: Apache-2.0
# Shopify's Liquid for Ruby, as compare.py talks to it: liquidjs.mjs tells the
# commands.
require 'cgi/escape'
require 'json'
require 'liquid'

# The filter sees the values of `assign` too, where arrays have to stay arrays.
ESCAPES = {
  'none' => {},
  'html' => { global_filter: ->(value) { value.is_a?(String) ? CGI.escapeHTML(value) : value } },
}.freeze

CASES = {}

def load_case(name, template, data, escape)
  parsed = Liquid::Template.parse(File.read(template), error_mode: :strict)
  variables = JSON.parse(File.read(data))
  options = ESCAPES.fetch(escape)
  CASES[name] = -> { parsed.render!(variables, options) }
  'ready'
end

def write(name, file)
  File.write(file, CASES.fetch(name).call)
  'written'
end

def clock(which)
  Process.clock_gettime(which)
end

def measure(name, seconds)
  render = CASES.fetch(name)
  finish = clock(Process::CLOCK_MONOTONIC) + seconds.to_f
  start = clock(Process::CLOCK_PROCESS_CPUTIME_ID)
  renders = 0
  batch = 1
  while clock(Process::CLOCK_MONOTONIC) < finish
    batch.times { render.call }
    renders += batch
    batch = [batch * 2, 256].min
  end
  used = clock(Process::CLOCK_PROCESS_CPUTIME_ID) - start
  "#{renders} #{(used * 1e6).round}"
end

COMMANDS = { 'load' => :load_case, 'write' => :write, 'measure' => :measure }.freeze

$stdout.sync = true
$stdin.each_line(chomp: true) do |line|
  command, *words = line.split(' ')
  puts send(COMMANDS.fetch(command), *words)
end
