// bittorrent-tracker on the loopback address it is given: HTTP, UDP and WebSocket. Answer: one line of JSON
// {http, udp} with the ports. Ends when standard input closes.
import Server from 'bittorrent-tracker/server'

const server = new Server({ interval: 60_000, stats: false })
server.on('error', error => {
  // The server insists on IPv6 as well; a machine without it only loses that.
  if (error.address === '::1') return
  console.error(error)
  process.exit(1)
})
server.on('start', address => console.error(`start ${address}`))
const listening = [server.http, server.udp4].map(one => new Promise(resolve => one.once('listening', resolve)))
const address = process.argv[2]
server.listen(0, { http: address, udp: address, udp6: '::1' })
await Promise.all(listening)
console.log(JSON.stringify({ http: server.http.address().port, udp: server.udp4.address().port }))
process.stdin.on('close', () => process.exit(0)).resume()
