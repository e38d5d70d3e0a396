package archfixture.shells.cli;

import archfixture.shells.web.Page;

/** A shell that imports another. */
public final class Borrows {
  private Borrows() {}

  /** The import. */
  public static Class<?> other() {
    return Page.class;
  }
}
