import HTTPTypes
import Hummingbird

/// Headers on every answer: the page may load from here alone, and nobody may frame it.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
  /// Scripts, styles, fonts, workers and connections come from this server only; nothing inline, nothing evaluated.
  static var contentSecurityPolicy: String {
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
      + "frame-ancestors 'none'"
  }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.contentSecurityPolicy] = Self.contentSecurityPolicy
    response.headers[.xContentTypeOptions] = "nosniff"
    if let referrerPolicy = HTTPField.Name("Referrer-Policy") { response.headers[referrerPolicy] = "no-referrer" }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-cache" }
    return response
  }
}

/// Refuses requests that change something and come from another site's page, or that name another host than ours
/// (so that a foreign name cannot be pointed at this machine).
struct SameOriginGuard<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard request.method == .post else { return try await next(request, context) }
    if let origin = request.headers[.origin], let host = request.head.authority,
      origin != "http://\(host)", origin != "https://\(host)"
    {
      return JSONAnswer.error(.forbidden, "this request comes from \(origin), not from the console itself")
    }
    guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
      return JSONAnswer.error(.unsupportedMediaType, "send the command as application/json")
    }
    return try await next(request, context)
  }
}
