'use client';
import { IconButton } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';

/** Switches light and dark and keeps the choice in a cookie, so that the server's first byte has it already. */
export function ThemeToggle() {
  const toggle = () => {
    const root = document.documentElement;
    const systemDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : systemDark;
    const theme = dark ? 'light' : 'dark';
    root.dataset.theme = theme;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  };
  return (
    <IconButton label="Switch between light and dark" onClick={toggle}>
      <Icon name="half" />
    </IconButton>
  );
}
