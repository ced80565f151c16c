/** The visitor's link is answered once, when the conversation is started; this tab keeps it. */
const key = (conversationId: string) => `pillion.link.${conversationId}`;

export function rememberVisitorLink(conversationId: string, link: string): void {
  sessionStorage.setItem(key(conversationId), link);
}

export function rememberedVisitorLink(conversationId: string): string | undefined {
  return sessionStorage.getItem(key(conversationId)) ?? undefined;
}
