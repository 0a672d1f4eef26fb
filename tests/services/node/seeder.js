// A WebTorrent client over TCP that seeds one torrent from files that are already there.
// Orders: one line of JSON on standard input {torrent, folder, port, uploadLimit, trackers}; trackers are added to
// the torrent's own. Answer: one line of JSON {port} once every piece is checked. Ends when the input closes.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import WebTorrent from 'webtorrent'

const input = createInterface({ input: process.stdin })
const { value: line } = await input[Symbol.asyncIterator]().next()
const { torrent: file, folder, port, uploadLimit, trackers } = JSON.parse(line)

const client = new WebTorrent({
  torrentPort: port,
  uploadLimit: uploadLimit || -1,
  tracker: { wrtc: false },
  dht: false,
  lsd: false,
  natUpnp: false,
  natPmp: false,
  utPex: false,
  utp: false
})
client.on('error', fail)
const torrent = client.add(readFileSync(file), { path: folder, announce: trackers })
torrent.on('error', fail)
torrent.on('warning', warning => console.error(`warning: ${warning.message}`))
torrent.on('wire', wire => console.error(`peer ${wire.remoteAddress}:${wire.remotePort}`))
torrent.on('ready', () => {
  if (torrent.progress < 1) fail(new Error(`the payload is not in ${folder}: ${torrent.progress}`))
  console.log(JSON.stringify({ port: client.torrentPort }))
})
process.stdin.on('close', () => process.exit(0))

function fail (error) {
  console.error(error)
  process.exit(1)
}
