/** Follows the system until told otherwise: system, light, dark, and around again. */
import { ActionIcon, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';

const schemes = [
  { value: 'auto', label: 'as the system', Icon: IconDeviceDesktop },
  { value: 'light', label: 'light', Icon: IconSun },
  { value: 'dark', label: 'dark', Icon: IconMoon },
] as const;

export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const index = Math.max(
    0,
    schemes.findIndex((scheme) => scheme.value === colorScheme),
  );
  const current = schemes[index]!;
  const next = schemes[(index + 1) % schemes.length]!;
  return (
    <Tooltip label={`Appearance: ${current.label}`}>
      <ActionIcon
        aria-label={`Appearance: ${current.label}. Change to ${next.label}`}
        onClick={() => setColorScheme(next.value)}
      >
        <current.Icon size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
