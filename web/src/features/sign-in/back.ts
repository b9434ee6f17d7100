/** Only a path of this page: never an address that somebody put into a link. */
export function safeBack(back: string | undefined): string {
  return back && /^\/(?![/\\])/.test(back) ? back : '/'
}
