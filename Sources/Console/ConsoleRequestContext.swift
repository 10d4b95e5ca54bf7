import Hummingbird
import NIOCore

/// What belongs to one request: besides Hummingbird's own, the connection it came by.
struct ConsoleRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
