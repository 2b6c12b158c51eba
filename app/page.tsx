import type { Metadata } from 'next';
import { Dashboard } from '#components/dashboard/dashboard.tsx';

export const metadata: Metadata = { title: 'Jobs' };

export default function DashboardPage() {
  return <Dashboard />;
}
