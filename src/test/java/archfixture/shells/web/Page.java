package archfixture.shells.web;

/** One shell. */
public final class Page {
  private Page() {}
}
