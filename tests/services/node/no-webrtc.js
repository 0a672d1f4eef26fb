// webrtc-polyfill needs a binary that an install without scripts leaves out. Nothing here uses WebRTC, so its names
// resolve to empty classes: `node --import ./no-webrtc.js program.js`.
import { register } from 'node:module'

const empty = `
export class RTCPeerConnection {}
export class RTCSessionDescription {}
export class RTCIceCandidate {}
`
const hooks = `
export async function resolve (specifier, context, next) {
  if (specifier !== 'webrtc-polyfill') return next(specifier, context)
  return { url: ${JSON.stringify('data:text/javascript,' + encodeURIComponent(empty))}, shortCircuit: true }
}
`
register('data:text/javascript,' + encodeURIComponent(hooks))
